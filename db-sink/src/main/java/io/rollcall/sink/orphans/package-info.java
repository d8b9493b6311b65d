/** What becomes of valid records that cannot be stored any more, since a restore took away what they refer to. */
@NullMarked
package io.rollcall.sink.orphans;

import org.jspecify.annotations.NullMarked;
