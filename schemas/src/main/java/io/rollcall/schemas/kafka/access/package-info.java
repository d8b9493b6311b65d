/** Who may do what on Kafka: each service what it needs, a program that publishes by itself the raw topics it names. */
@NullMarked
package io.rollcall.schemas.kafka.access;

import org.jspecify.annotations.NullMarked;
