package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its users meet it: over HTTP, on the database that db-sink makes. */
class MetricsServiceTest {

    private static final String BY_QUARTER = "/metrics/hired_by_quarter?year=2021";
    private static final String ABOVE_MEAN = "/metrics/departments_above_mean?year=2021";

    private static final JsonMapper JSON = new JsonMapper();

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void start() {
        database = new HiresDatabase(TestDatabase.open());
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

        assertThat(client.get(BY_QUARTER + "&format=csv").body())
                .isEqualToNormalizingNewlines("""
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

    @Test
    void csvIsAFileInUtf8() throws Exception {
        HttpResponse<String> quarters = client.get(BY_QUARTER + "&format=csv");
        HttpResponse<String> departments = client.get(ABOVE_MEAN, "Accept", "text/csv");

        assertThat(quarters.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(quarters.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"hired_by_quarter-2021.csv\"");
        assertThat(departments.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"departments_above_mean-2021.csv\"");
    }

    @Test
    void jsonIsTheDefaultEvenForABrowser() throws Exception {
        HttpResponse<String> answer = client.get(BY_QUARTER, "Accept", "text/html,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().allValues("Vary")).anyMatch(value -> value.contains("Accept"));
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({BY_QUARTER + "&format=html,*/*", BY_QUARTER + ",text/html", ABOVE_MEAN + ",image/png"})
    void namesTheFormatsThereAre(String path, String accept) throws Exception {
        HttpResponse<String> answer = client.get(path, "Accept", accept);

        assertProblem(answer, 406, "not-acceptable");
        assertThat(answer.body()).contains("\"formats\":[\"json\",\"csv\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "hired_by_quarter,year,''",
        "hired_by_quarter,year,0",
        "hired_by_quarter,year,10000",
        "hired_by_quarter,year,-2021",
        "departments_above_mean,year,1 OR 1=1",
        "departments_above_mean,year,2021; DROP TABLE jobs",
        "departments_above_mean,year,NaN"
    })
    void refusesWhatIsNoYear(String metric, String parameter, String value) throws Exception {
        assertRefused(client.get("/metrics/%s?%s=%s".formatted(metric, parameter, encoded(value))), parameter);
    }

    @Test
    void refusesToGuessTheYear() throws Exception {
        assertRefused(client.get("/metrics/hired_by_quarter"), "year");
        assertRefused(client.get(BY_QUARTER + "&year=2022"), "year");
    }

    @ParameterizedTest
    @CsvSource({"format,xml", "format,json' UNION SELECT 1", "population,some", "population,all' OR '1'='1"})
    void refusesOtherValues(String parameter, String value) throws Exception {
        assertRefused(client.get("%s&%s=%s".formatted(ABOVE_MEAN, parameter, encoded(value))), parameter);
    }

    @Test
    void anAnswerThatHasNotChangedIsNotSentAgain() throws Exception {
        database.department(1, "Support").department(2, "Idle").job(1, "Clerk").count(2021, 1, 1, 1, 0, 1);
        String tag = client.get(ABOVE_MEAN).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> unchanged = client.get(ABOVE_MEAN, "If-None-Match", tag);
        database.count(2021, 2, 1, 1, 0, 1);
        HttpResponse<String> changed = client.get(ABOVE_MEAN, "If-None-Match", tag);

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("ETag")).contains(tag);
        assertThat(unchanged.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
    }

    @Test
    void theTagIsStrongAndTellsFormatsAndMeansApart() throws Exception {
        database.department(1, "Support")
                .job(1, "Clerk")
                .count(2021, 1, 1, 1, 0, 1)
                .count(2022, 1, 1, 1, 0, 2);

        String json = client.get(ABOVE_MEAN).headers().firstValue("ETag").orElseThrow();
        String csv = client.get(ABOVE_MEAN + "&format=csv")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        String otherMean = client.get("/metrics/departments_above_mean?year=2022")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(json).matches("\"[0-9a-f]{32}\"").isNotEqualTo(csv).isNotEqualTo(otherMean);
    }

    @Test
    void answersToHeadAsToGet() throws Exception {
        HttpResponse<String> answer = client.head(BY_QUARTER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_QUARTER, ABOVE_MEAN, "/metrics/hired_by_quarter"})
    void onlyThoseWithTheScopeMayAsk(String path) throws Exception {
        assertProblem(client.getWithoutToken(path), 401, "unauthorized");
        assertProblem(client.getWithScope(Scope.INGEST, path), 403, "forbidden");
    }

    @Test
    void thereAreNoOtherMetrics() throws Exception {
        assertProblem(client.get("/metrics/salaries?year=2021"), 404, "not-found");
    }

    @Test
    void aDatabaseNotSetUpYetIsAReasonToComeBack() throws Exception {
        database.drop();

        HttpResponse<String> answer = client.get(BY_QUARTER);

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertProblem(client.get(ABOVE_MEAN, "Accept", "text/csv"), 503, "unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void showsItsHealthToEverybody(String path) throws Exception {
        assertThat(client.getWithoutToken(path).statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer, String parameter) {
        assertProblem(answer, 400, "invalid-parameter");
        assertThat(answer.body()).contains("\"parameter\":\"%s\"".formatted(parameter));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:rollcall:problem:%s\"".formatted(type))
                .doesNotContainIgnoringCase("select ", "exception", "hires_by_quarter WHERE", "io.rollcall");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
