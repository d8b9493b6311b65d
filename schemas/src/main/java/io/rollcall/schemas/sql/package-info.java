/**
 * What PostgreSQL is told about tables: definitions, changes of definition and the sink's statements, as text derived
 * from a table's description. Pure: nothing here talks to a database.
 */
@NullMarked
package io.rollcall.schemas.sql;

import org.jspecify.annotations.NullMarked;
