/** Brings a database to what the schema files describe, for the services that write to it. */
@NullMarked
package io.rollcall.schemas.database;

import org.jspecify.annotations.NullMarked;
