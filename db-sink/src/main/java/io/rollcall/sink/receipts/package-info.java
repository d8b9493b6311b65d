/** What became of each row of a batch, as bitmaps. Pure. */
@NullMarked
package io.rollcall.sink.receipts;

import org.jspecify.annotations.NullMarked;
