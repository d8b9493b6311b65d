/** What PostgreSQL is told, as text. */
@NullMarked
package io.rollcall.schemas.sql;

import org.jspecify.annotations.NullMarked;
