/** The valid topics: reading a table back from its own, and publishing what a restore brings, all or nothing. */
@NullMarked
package io.rollcall.backup.topics;

import org.jspecify.annotations.NullMarked;
