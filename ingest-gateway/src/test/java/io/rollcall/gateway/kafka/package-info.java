/** Tests of what hears and speaks to Kafka. */
@NullMarked
package io.rollcall.gateway.kafka;

import org.jspecify.annotations.NullMarked;
