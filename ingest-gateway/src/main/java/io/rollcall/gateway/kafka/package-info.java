/** The connection to Kafka: made in the background when the gateway starts, however long Kafka takes to come. */
@NullMarked
package io.rollcall.gateway.kafka;

import org.jspecify.annotations.NullMarked;
