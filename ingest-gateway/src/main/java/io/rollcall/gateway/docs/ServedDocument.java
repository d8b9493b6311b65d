package io.rollcall.gateway.docs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document as it is served.
 *
 * @param json the whole of it
 * @param tag changes when the document does
 */
record ServedDocument(String json, String tag) {

    private static final int TAG_BYTES = 16;

    /** A document of whatever Jackson can write. */
    static ServedDocument of(Object document) {
        String json = JsonMapper.shared().writeValueAsString(document);
        return new ServedDocument(json, tag(json));
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    private static String tag(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
