package io.rollcall.gateway.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvLayoutTest {

    private final CsvLayout layout = new CsvLayout(List.of("id", "job"));

    @Test
    void fieldsBeyondABoundShareAColumn() {
        Reject reject = reject(IntStream.range(0, 150)
                .mapToObj(i -> "\"f%d\":%d".formatted(i, i))
                .collect(Collectors.joining(",", "{", "}")));
        layout.makeRoom(reject);
        assertThat(layout.header()).hasSize(2 + 100 + 1 + 4).contains("_extra_f99", "_extra", "_line");
        List<String> line = layout.line(reject);
        assertThat(line).hasSameSizeAs(layout.header());
        assertThat(line.get(102)).startsWith("{\"_extra_f100\":\"100\"").endsWith("\"_extra_f149\":\"149\"}");
    }

    @Test
    void whatNobodyForesawStandsBehindTheLine() {
        List<String> line = layout.line(reject("{\"id\":1,\"grade\":\"A\"}"));
        assertThat(line).containsExactly("1", "", "7", "", "", "", "{\"_extra_grade\":\"A\"}");
    }

    @Test
    void aFieldNamedLikeARemarkIsKeptApart() {
        Reject reject = reject("{\"_line\":\"mine\",\"id\":1}");
        layout.makeRoom(reject);
        assertThat(layout.header()).startsWith("id", "job", "_extra__line", "_line");
        assertThat(layout.line(reject)).startsWith("1", "", "mine", "7");
    }

    @Test
    void whatCouldNotBeReadIsThereInBase64() {
        Reject reject = Letters.read(
                new Place("jobs", 7), null, List.of("undecodable"), "{\"violations\":[],\"original_base64\":\"AAE=\"}");
        layout.makeRoom(reject);
        assertThat(layout.header()).startsWith("id", "job", "_original_base64");
        assertThat(layout.line(reject)).startsWith("", "", "AAE=", "7");
    }

    @Test
    void aLetterThatIsNoJsonStillSaysItsReasons() {
        Reject reject = Letters.read(new Place("jobs", 7), "jobs.csv:9", List.of("missing", "too_long"), "{");
        assertThat(layout.line(reject)).containsExactly("", "", "9", "; ", "missing; too_long", "; ");
    }

    private static Reject reject(String original) {
        return Letters.read(
                new Place("jobs", 7), "10.0.0.1:9", List.of(), "{\"violations\":[],\"original\":" + original + "}");
    }
}
