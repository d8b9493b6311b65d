/** Sends rows to Kafka and knows which were acknowledged; says on the topic {@code batches} how far each batch is. */
@NullMarked
package io.rollcall.gateway.publish;

import org.jspecify.annotations.NullMarked;
