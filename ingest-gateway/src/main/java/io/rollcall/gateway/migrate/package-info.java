/** Brings in CSV files of any size: read, sent and acknowledged at the same time, a thousand rows a receipt chunk. */
@NullMarked
package io.rollcall.gateway.migrate;

import org.jspecify.annotations.NullMarked;
