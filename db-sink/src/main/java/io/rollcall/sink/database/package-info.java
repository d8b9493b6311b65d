/** The parts of the sink's transaction, and the database schema they need. */
@NullMarked
package io.rollcall.sink.database;

import org.jspecify.annotations.NullMarked;
