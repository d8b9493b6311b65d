package io.rollcall.gateway.web;

import io.rollcall.gateway.publish.Sender;
import io.rollcall.gateway.rows.SourceName;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.tracing.Traceparent;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Says who sent a request. */
final class Senders {

    private Senders() {}

    static Sender of(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return new Sender(
                user == null ? null : SourceName.printable(user.getName()),
                SourceName.printable(request.getRemoteAddr()),
                Traceparent.ofRequest(request.getHeader(RecordHeaders.TRACEPARENT)));
    }
}
