package io.rollcall.gateway.rejects;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rejected row.
 *
 * @param place which row it is
 * @param line the line of the file that it came on, where it came from one
 * @param original the fields as they were sent: an object, an array of cells; null if nobody could read them
 * @param bytes what nobody could read, in base64
 * @param violations every rule that it breaks, as its dead letter says it: {@code field}, {@code code}, {@code
 *     message}, {@code value}
 */
record Reject(
        Place place,
        @Nullable Long line,
        @Nullable JsonNode original,
        @Nullable String bytes,
        List<JsonNode> violations) {

    Reject {
        violations = List.copyOf(violations);
    }
}
