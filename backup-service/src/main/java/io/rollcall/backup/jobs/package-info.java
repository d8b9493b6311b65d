/** Work that takes longer than a request: who does what to which tables, how far it is, and how it ended. */
@NullMarked
package io.rollcall.backup.jobs;

import org.jspecify.annotations.NullMarked;
