package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.testsupport.Backends;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hires behind a number, in all formats. */
class HiresBehindTest {

    private static final String OF_2021 = "/metrics/hires?year=2021";

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void storeHiresAroundTheEdgesOfQuarters() {
        database = new HiresDatabase(Backends.freshDatabase());
        database.empty();
        database.department(1, "Support")
                .department(2, "<b>Legal</b>")
                .job(1, "Clerk")
                .job(2, "=Cook");
        database.hire(1, "Ada", Instant.parse("2020-12-31T23:59:59.999999Z"), 1, 1);
        database.hire(2, "Bob", Instant.parse("2021-01-01T00:00:00Z"), 1, 1);
        database.hire(3, "Cleo", Instant.parse("2021-03-31T23:59:59.999999Z"), 1, 2);
        database.hire(4, "<img src=x onerror=alert(1)>", Instant.parse("2021-04-01T00:00:00Z"), 2, 1);
        database.hire(5, "=1+1", Instant.parse("2021-12-31T23:59:59.999999Z"), 2, 2);
        database.hire(6, "Fay", Instant.parse("2022-01-01T00:00:00Z"), 1, 1);
        database.hire(7, "Gus", Instant.parse("9999-12-31T23:59:59Z"), 1, 1);
        database.recount();
        client = MetricsClient.ofServiceWith(database.settings());
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',2 3 4 5",
        "&quarter=1,2 3",
        "&quarter=2,4",
        "&quarter=3,''",
        "&quarter=4,5",
        "&department_id=1,2 3",
        "&department_id=1&job_id=2,3",
        "&quarter=1&department_id=1&job_id=1,2",
        "&department_id=99,''",
        "&after=3,4 5"
    })
    void areThoseOfTheUtcQuarterDepartmentAndJob(String filters, String ids) throws Exception {
        assertThat(ids(OF_2021 + filters)).isEqualTo(ids);
    }

    @Test
    void theLastQuarterOfTheLastYearHasAnEnd() throws Exception {
        assertThat(ids("/metrics/hires?year=9999&quarter=4")).isEqualTo("7");
    }

    @Test
    void comeAsJson() throws Exception {
        assertThat(client.get(OF_2021 + "&quarter=2").body())
                .isEqualTo("[{\"id\":4,\"name\":\"<img src=x onerror=alert(1)>\",\"datetime\":\"2021-04-01T00:00:00Z\","
                        + "\"department_id\":2,\"department\":\"<b>Legal</b>\",\"job_id\":1,\"job\":\"Clerk\"}]");
    }

    @Test
    void comeAsACsvThatNoSpreadsheetRuns() throws Exception {
        assertThat(client.get(OF_2021 + "&quarter=4&format=csv").body().lines())
                .containsExactly(
                        "id,name,datetime,department_id,department,job_id,job",
                        "5,'=1+1,2021-12-31T23:59:59.999999Z,2,<b>Legal</b>,2,'=Cook");
    }

    @ParameterizedTest
    @CsvSource({"json", "csv", "html"})
    void comePageByPage(String format) throws Exception {
        HttpResponse<String> first = client.get(OF_2021 + "&limit=2&format=" + format);
        String next = "/metrics/hires?year=2021&limit=2&after=3&format=" + format;

        assertThat(first.headers().firstValue("Link")).contains("<" + next + ">; rel=\"next\"");
        assertThat(first.body()).contains("Cleo").doesNotContain("Fay", "=1+1");
        HttpResponse<String> second = client.get(next);
        assertThat(second.body()).contains("=1+1").doesNotContain("Cleo");
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void aPageSaysWhichHiresTheseAre() throws Exception {
        String page = client.get(OF_2021 + "&quarter=2&department_id=2&job_id=1&format=html")
                .body();

        assertThat(page)
                .contains("<title>Hires of Q2 2021 · Rollcall</title>", "<data id=\"count\" value=\"1\">1</data> hire ")
                .contains("<bdi class=\"called\">&lt;b&gt;Legal&lt;/b&gt;</bdi>", "<bdi class=\"called\">Clerk</bdi>")
                .contains("<th scope=\"row\">&lt;img src=x onerror=alert(1)&gt;</th>")
                .contains("<time datetime=\"2021-04-01T00:00:00Z\">1 Apr 2021, 00:00:00 UTC</time>")
                .contains("href=\"/metrics/hires?year=2021&amp;department_id=2&amp;job_id=1"
                        + "&amp;format=csv&amp;quarter=2\"")
                .doesNotContain("<img", "<b>");
    }

    @Test
    void aPageWithoutHiresSaysSo() throws Exception {
        assertThat(client.get(OF_2021 + "&department_id=99&format=html").body())
                .contains("There are no such hires.", "<bdi class=\"called\">number 99</bdi>");
    }

    @Test
    void aPageThatHasNotChangedIsNotSentAgain() throws Exception {
        String tag = client.get(OF_2021 + "&format=html")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(client.get(OF_2021 + "&format=html", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    private static String ids(String path) throws Exception {
        return String.join(
                " ",
                client.get(path + "&format=csv")
                        .body()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
    }
}
