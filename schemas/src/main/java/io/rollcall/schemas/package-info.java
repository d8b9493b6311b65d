/**
 * What a table is. A table is described once, by an Avro schema file under {@code rollcall/tables} on the class path;
 * everything here is read from it. Pure: no Spring, no Kafka, no JDBC.
 */
@NullMarked
package io.rollcall.schemas;

import org.jspecify.annotations.NullMarked;
