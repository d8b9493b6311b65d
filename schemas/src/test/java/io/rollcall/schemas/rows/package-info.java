/** Tests of the package's parts by themselves. */
@NullMarked
package io.rollcall.schemas.rows;

import org.jspecify.annotations.NullMarked;
