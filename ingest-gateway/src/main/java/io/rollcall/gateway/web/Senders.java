package io.rollcall.gateway.web;

import io.rollcall.gateway.publish.Sender;
import io.rollcall.gateway.rows.SourceName;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says who sent a request. */
final class Senders {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Senders() {}

    static Sender of(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return new Sender(
                user == null ? null : SourceName.printable(user.getName()),
                SourceName.printable(request.getRemoteAddr()),
                traceparent(request));
    }

    private static @Nullable String traceparent(HttpServletRequest request) {
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }
}
