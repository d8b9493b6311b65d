package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import io.rollcall.testsupport.Backends;
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

/** Formats, refusals, tags and who may ask: what holds of every metric. */
class MetricRequestsTest {

    private static final String BY_QUARTER = "/metrics/hired_by_quarter?year=2021";
    private static final String ABOVE_MEAN = "/metrics/departments_above_mean?year=2021";

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
    void csvIsAFileInUtf8() throws Exception {
        HttpResponse<String> quarters = client.get(BY_QUARTER + "&format=csv");
        HttpResponse<String> departments = client.get(ABOVE_MEAN, "Accept", "text/csv");

        assertThat(quarters.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(quarters.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"hired_by_quarter-2021.csv\"");
        assertThat(departments.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"departments_above_mean-2021.csv\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html;q=0.1, */*"})
    void jsonIsTheDefault(String accept) throws Exception {
        HttpResponse<String> answer = client.get(BY_QUARTER, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().allValues("Vary")).anyMatch(value -> value.contains("Accept"));
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void namesTheFormatsThereAre() throws Exception {
        HttpResponse<String> answer = client.get(ABOVE_MEAN, "Accept", "image/png");

        assertProblem(answer, 406, "not-acceptable");
        assertThat(answer.body()).contains("\"formats\":[\"json\",\"csv\",\"html\"]");
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
    @CsvSource({"sort,salary", "order,down", "department,%s", "job,%s"})
    void refusesOtherSelections(String parameter, String value) throws Exception {
        String path = "%s&%s=%s".formatted(BY_QUARTER, parameter, encoded(value.formatted("x".repeat(201))));

        assertRefused(client.get(path), parameter);
        assertRefused(client.get(path + "&format=csv"), parameter);
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
