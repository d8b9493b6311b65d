/**
 * The topics for those who produce and consume by themselves, as a document in AsyncAPI 3. What follows from the tables
 * is derived from them; the rest is written, in {@code asyncapi.json}. Pure: no Spring, no Kafka.
 */
@NullMarked
package io.rollcall.schemas.asyncapi;

import org.jspecify.annotations.NullMarked;
