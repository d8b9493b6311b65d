/**
 * All of Rollcall in one process tree on loopback: broker, registry and PostgreSQL, then the five services. Start reading at
 * {@link io.rollcall.quickstart.Quickstart}, which is what the launcher runs; {@link io.rollcall.quickstart.Rollcall} is the whole that
 * it starts.
 */
@NullMarked
package io.rollcall.quickstart;

import org.jspecify.annotations.NullMarked;
