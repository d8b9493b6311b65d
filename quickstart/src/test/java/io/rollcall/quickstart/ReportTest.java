package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class ReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void addsUpTheReceipt() {
        String receipt = """
                {"received": 3, "stored": 2, "rejected": 1, "pending": 0,
                 "tables": {"jobs": {"received": 3, "stored": 2, "rejected": 1, "pending": 0}}}""";

        assertThat(Report.receipt(JSON.readTree(receipt)).lines())
                .containsExactly(
                        "  table  received  stored  rejected  pending",
                        "  -----  --------  ------  --------  -------",
                        "  jobs          3       2         1        0",
                        "  all           3       2         1        0");
    }

    @Test
    void saysHowManyQuartersItDoesNotShow() {
        String rows = IntStream.rangeClosed(1, 30)
                .mapToObj(n -> "{\"department\":\"D\",\"job\":\"J" + n + "\",\"Q1\":1,\"Q2\":0,\"Q3\":0,\"Q4\":2}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(Report.hiredByQuarter(JSON.readTree(rows)))
                .contains("J8 ")
                .doesNotContain("J9 ")
                .contains("… and 22 rows more");
    }
}
