/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.sink.letters;

import org.jspecify.annotations.NullMarked;
