package io.rollcall.gateway.rejects;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads rejected rows out of dead letters. */
final class Letters {

    /** Below what the sink takes, so that whatever was stored is read. */
    private static final int DEEPEST = 1000;
    /** Numbers keep their digits; half a surrogate pair, which UTF-8 cannot carry, survives as an escape. */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST + 2)
                            .build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** A file with an extension, and a line; not an address with a port or of version 6. */
    private static final Pattern FILE_AND_LINE = Pattern.compile("[^:]*\\.[A-Za-z]\\w*:(\\d{1,18})");

    private Letters() {}

    /**
     * The row of a dead letter. One whose JSON cannot be read, which the sink would not have stored, still says its
     * reasons.
     *
     * @param letter the letter as JSON, to the letter
     */
    static Reject read(Place place, @Nullable String source, List<String> codes, String letter) {
        try {
            JsonNode json = JSON.readTree(letter);
            JsonNode original = json.get("original");
            JsonNode bytes = json.get("original_base64");
            return new Reject(
                    place,
                    line(source),
                    original == null || original.isNull() ? null : original,
                    bytes == null ? null : bytes.asString(),
                    json.path("violations").valueStream().toList());
        } catch (JacksonException e) {
            return new Reject(place, line(source), null, null, violations(codes));
        }
    }

    private static @Nullable Long line(@Nullable String source) {
        Matcher fileAndLine = FILE_AND_LINE.matcher(source == null ? "" : source);
        return fileAndLine.matches() ? Long.valueOf(fileAndLine.group(1)) : null;
    }

    private static List<JsonNode> violations(List<String> codes) {
        return codes.stream()
                .<JsonNode>map(code -> JSON.createObjectNode().put("code", code))
                .toList();
    }
}
