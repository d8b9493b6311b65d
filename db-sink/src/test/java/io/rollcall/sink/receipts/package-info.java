/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.sink.receipts;

import org.jspecify.annotations.NullMarked;
