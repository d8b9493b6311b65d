/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.sink.rows;

import org.jspecify.annotations.NullMarked;
