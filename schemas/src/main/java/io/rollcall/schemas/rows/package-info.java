/**
 * Between the bytes of valid records and the bytes of PostgreSQL's binary COPY, either way, without objects in between.
 */
@NullMarked
package io.rollcall.schemas.rows;

import org.jspecify.annotations.NullMarked;
