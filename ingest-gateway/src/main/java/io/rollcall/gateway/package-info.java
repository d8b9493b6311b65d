/**
 * Takes rows over HTTP, publishes them to the raw topics as they are, and answers once Kafka has acknowledged every one.
 * Start reading at {@link io.rollcall.gateway.GatewayFlow}.
 */
@NullMarked
package io.rollcall.gateway;

import org.jspecify.annotations.NullMarked;
