/** Tests of receipts. */
@NullMarked
package io.rollcall.gateway.receipts;

import org.jspecify.annotations.NullMarked;
