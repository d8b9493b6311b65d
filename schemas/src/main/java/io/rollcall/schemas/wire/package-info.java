/**
 * Confluent's Avro wire format: a zero byte, the schema's id in four bytes, Avro binary. Spoken with any registry that
 * has Confluent's API. Start at {@link io.rollcall.schemas.wire.SchemaRegistry}.
 */
@NullMarked
package io.rollcall.schemas.wire;

import org.jspecify.annotations.NullMarked;
