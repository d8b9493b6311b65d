/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.sink.database;

import org.jspecify.annotations.NullMarked;
