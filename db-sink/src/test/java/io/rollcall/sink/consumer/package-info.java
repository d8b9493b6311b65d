/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.sink.consumer;

import org.jspecify.annotations.NullMarked;
