package io.rollcall.gateway.publish;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param user the name in the token
 * @param address the client's network address
 * @param traceparent the W3C trace context of the request
 */
public record Sender(
        @Nullable String user, String address, @Nullable String traceparent) {}
