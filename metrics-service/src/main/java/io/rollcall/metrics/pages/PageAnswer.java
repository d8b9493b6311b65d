package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.ContentTag;
import io.rollcall.metrics.answer.Format;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

/** A page on its way out: kept by the browser of whoever asked alone, and checked each time. */
final class PageAnswer {

    private PageAnswer() {}

    /** The page; its tag does not tell apart when it was read, so that a page whose figures still hold is not sent again. */
    static ResponseEntity<byte[]> of(String html, Explained facts, Optional<String> next) {
        byte[] body = bytes(html);
        BodyBuilder answer = begin(HttpStatus.OK).eTag(ContentTag.weak(facts.removedFrom(body)));
        next.ifPresent(address -> answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(address)));
        return answer.body(body);
    }

    /** A page that says why there is no other. */
    static ResponseEntity<byte[]> refusing(HttpStatus status, HttpHeaders headers, String html) {
        return begin(status).headers(headers).body(bytes(html));
    }

    /** Sends the browser on. */
    static ResponseEntity<byte[]> elsewhere(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.COOKIE)
                .build();
    }

    private static BodyBuilder begin(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.COOKIE)
                .contentType(MediaType.parseMediaType(Format.HTML.mediaType()));
    }

    private static byte[] bytes(String html) {
        return html.getBytes(StandardCharsets.UTF_8);
    }
}
