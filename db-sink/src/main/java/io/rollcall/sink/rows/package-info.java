/** From the bytes of valid records to the bytes of PostgreSQL's binary COPY, without objects in between. Pure. */
@NullMarked
package io.rollcall.sink.rows;

import org.jspecify.annotations.NullMarked;
