package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.testsupport.Backends;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which rows the metrics have, in which order, over HTTP on the tables that db-sink makes. */
class MetricRowsTest {

    private static final String BY_QUARTER = "/metrics/hired_by_quarter?year=2021";
    private static final String ABOVE_MEAN = "/metrics/departments_above_mean?year=2021";

    private static final JsonMapper JSON = new JsonMapper();

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void start() {
        database = new HiresDatabase(Backends.freshDatabase());
        client = MetricsClient.ofServiceWith(database.settings());
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @BeforeEach
    void emptyTheDatabase() {
        database.empty();
    }

    @Test
    void anEmptyDatabaseHasNoHires() throws Exception {
        assertThat(client.get(BY_QUARTER).body()).isEqualTo("[]");
        assertThat(client.get(BY_QUARTER + "&format=csv").body()).isEqualTo("department,job,Q1,Q2,Q3,Q4\r\n");
        assertThat(client.get(ABOVE_MEAN).body()).isEqualTo("[]");
        assertThat(client.get(ABOVE_MEAN).headers().firstValue("Rollcall-Mean")).isEmpty();
    }

    @Test
    void putsTheQuartersSideBySide() throws Exception {
        database.department(1, "Support").job(1, "Clerk").job(2, "Archivist");
        database.count(2021, 1, 1, 1, 0, 3).count(2021, 4, 1, 1, 0, 1).count(2021, 2, 1, 2, 0, 5);

        assertThat(client.get(BY_QUARTER).body())
                .isEqualTo("[{\"department\":\"Support\",\"job\":\"Archivist\",\"Q1\":0,\"Q2\":5,\"Q3\":0,\"Q4\":0},"
                        + "{\"department\":\"Support\",\"job\":\"Clerk\",\"Q1\":3,\"Q2\":0,\"Q3\":0,\"Q4\":1}]");
    }

    @Test
    void aCountIsTheSumOverItsShards() throws Exception {
        database.department(1, "Support").job(1, "Clerk").job(2, "Cook").job(3, "Judge");
        database.count(2021, 1, 1, 1, 0, 3).count(2021, 1, 1, 1, 1, -1).count(2021, 1, 1, 1, 2, 0);
        database.count(2021, 2, 1, 2, 0, 4).count(2021, 2, 1, 2, 7, -4);
        database.count(2021, 3, 1, 3, 0, 0);

        assertThat(client.get(BY_QUARTER + "&format=csv").body())
                .isEqualTo("department,job,Q1,Q2,Q3,Q4\r\nSupport,Clerk,2,0,0,0\r\n");
        assertThat(client.get(ABOVE_MEAN).headers().firstValue("Rollcall-Mean")).contains("2.0000");
    }

    @Test
    void countsTheYearThatIsAskedFor() throws Exception {
        database.department(1, "Support").job(1, "Clerk");
        database.count(2020, 4, 1, 1, 0, 9).count(2021, 1, 1, 1, 0, 1).count(2022, 1, 1, 1, 0, 7);
        database.count(1, 1, 1, 1, 0, 5).count(9999, 4, 1, 1, 0, 6);

        assertThat(client.get(BY_QUARTER + "&format=csv").body()).endsWith("\r\nSupport,Clerk,1,0,0,0\r\n");
        assertThat(client.get("/metrics/hired_by_quarter?year=1&format=csv").body())
                .endsWith("\r\nSupport,Clerk,5,0,0,0\r\n");
        assertThat(client.get("/metrics/hired_by_quarter?year=9999&format=csv").body())
                .endsWith("\r\nSupport,Clerk,0,0,0,6\r\n");
    }

    @Test
    void ordersByCodePointAndKeepsNamesakesApart() throws Exception {
        database.department(1, "ängstlich")
                .department(2, "b")
                .department(3, "B")
                .department(4, "B");
        database.job(1, "a").job(2, "Z").job(3, "Z");
        for (long department = 1; department <= 4; department++) {
            database.count(2021, 1, department, 1, 0, department);
        }
        database.count(2021, 1, 3, 2, 0, 20).count(2021, 1, 3, 3, 0, 30);

        assertThat(client.get(BY_QUARTER + "&format=csv").body()).isEqualToNormalizingNewlines("""
                        department,job,Q1,Q2,Q3,Q4
                        B,Z,20,0,0,0
                        B,Z,30,0,0,0
                        B,a,3,0,0,0
                        B,a,4,0,0,0
                        b,a,2,0,0,0
                        ängstlich,a,1,0,0,0
                        """);
    }

    @Test
    void listsDepartmentsAboveTheMeanWithMostHiresFirst() throws Exception {
        database.job(1, "Clerk").department(1, "Sales").department(2, "Legal").department(3, "Support");
        database.department(4, "Support").department(5, "Idle");
        database.count(2021, 1, 1, 1, 0, 2).count(2021, 2, 2, 1, 0, 1);
        database.count(2021, 1, 4, 1, 0, 6).count(2021, 4, 3, 1, 0, 6);

        HttpResponse<String> answer = client.get(ABOVE_MEAN); // 15 ÷ 5

        assertThat(answer.body())
                .isEqualTo("[{\"id\":3,\"department\":\"Support\",\"hired\":6},"
                        + "{\"id\":4,\"department\":\"Support\",\"hired\":6}]");
        assertThat(answer.headers().firstValue("Rollcall-Mean")).contains("3.0000");
    }

    @Test
    void leavesOutADepartmentExactlyAtTheMean() throws Exception {
        database.job(1, "Clerk").department(1, "Sales").department(2, "Legal").department(3, "Support");
        database.count(2021, 1, 1, 1, 0, 1).count(2021, 1, 2, 1, 0, 2).count(2021, 1, 3, 1, 0, 3);

        assertThat(client.get(ABOVE_MEAN + "&format=csv").body()).isEqualTo("id,department,hired\r\n3,Support,3\r\n");
    }

    @Test
    void takesTheMeanOfThoseThatHiredIfAsked() throws Exception {
        database.job(1, "Clerk").department(1, "Sales").department(2, "Support").department(3, "Idle");
        database.count(2021, 1, 1, 1, 0, 4).count(2021, 1, 2, 1, 0, 5);
        database.count(2021, 1, 3, 1, 0, 1).count(2021, 1, 3, 1, 1, -1);

        HttpResponse<String> all = client.get(ABOVE_MEAN + "&population=all&format=csv");
        HttpResponse<String> hiring = client.get(ABOVE_MEAN + "&population=hiring&format=csv");

        assertThat(all.body()).isEqualTo("id,department,hired\r\n2,Support,5\r\n1,Sales,4\r\n");
        assertThat(all.headers().firstValue("Rollcall-Mean")).contains("3.0000");
        assertThat(hiring.body()).isEqualTo("id,department,hired\r\n2,Support,5\r\n");
        assertThat(hiring.headers().firstValue("Rollcall-Mean")).contains("4.5000");
    }

    @Test
    void theOnlyDepartmentIsNeverAboveItself() throws Exception {
        database.department(1, "Support").job(1, "Clerk").count(2021, 1, 1, 1, 0, 9);

        assertThat(client.get(ABOVE_MEAN).body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Robert'); DROP TABLE departments;--",
                "a \"quoted\", one",
                "=HYPERLINK(\"http://x\")",
                "👩‍💻 Ops",
                "\u202Eעברית",
                "line\nbreak",
                "<script>alert(1)</script>"
            })
    void namesMayBeAnything(String name) throws Exception {
        database.department(1, name).job(1, "@" + name).count(2021, 1, 1, 1, 0, 1);

        JsonNode row = JSON.readTree(client.get(BY_QUARTER).body()).get(0);

        assertThat(row.get("department").stringValue()).isEqualTo(name);
        assertThat(row.get("job").stringValue()).isEqualTo("@" + name);
        assertThat(client.get(BY_QUARTER + "&format=csv").body()).contains("'@" + name.replace("\"", "\"\""));
    }
}
