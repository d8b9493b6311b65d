package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import io.rollcall.testsupport.Backends;
import java.net.http.HttpResponse;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser is shown of both metrics. */
class PagesTest {

    private static final String BY_QUARTER = "/metrics/hired_by_quarter?year=2021&format=html";
    private static final String ABOVE_MEAN = "/metrics/departments_above_mean?year=2021&format=html";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">.*?</tr>");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

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
    void storeSomeHires() {
        database.empty();
        database.department(1, "Support").department(2, "Legal").department(3, "Idle");
        database.job(1, "Clerk").job(2, "Archivist");
        database.count(2021, 1, 1, 1, 0, 3).count(2021, 4, 1, 1, 0, 1).count(2021, 2, 1, 2, 0, 5);
        database.count(2021, 3, 2, 1, 0, 2).count(2020, 1, 2, 1, 0, 7);
    }

    @Test
    void aBrowserIsShownAPage() throws Exception {
        HttpResponse<String> answer = client.get("/metrics/hired_by_quarter?year=2021", "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().allValues("Vary"))
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).matches("accept, ?cookie.*"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache, private");
        assertThat(answer.body())
                .contains("<title>Hires by quarter, 2021 · Rollcall</title>", "admin", "aria-current=\"page\"")
                .containsPattern("/assets/metrics-[0-9a-f]{32}\\.js");
    }

    @Test
    void everyCountLeadsToTheHiresBehindIt() throws Exception {
        String page = client.get(BY_QUARTER).body();

        assertThat(rows(page))
                .containsExactly("Legal Clerk 0 0 2 0 2", "Support Archivist 0 5 0 0 5", "Support Clerk 3 0 0 1 4");
        assertThat(page)
                .contains("href=\"/metrics/hires?year=2021&amp;department_id=1&amp;job_id=1"
                        + "&amp;format=html&amp;quarter=4\">1</a>")
                .contains("href=\"/metrics/hires?year=2021&amp;format=html&amp;quarter=2\"><data value=\"5\">5</data>")
                .contains("href=\"/metrics/hires?year=2021&amp;format=html\"><data value=\"11\">11</data>")
                .contains("<td class=\"number zero\">0</td>");
    }

    /** Its ids are texts: a script's numbers end where the contract's ids do not. */
    @Test
    void theFigureIsDrawnFromTheRowsOfTheTable() throws Exception {
        JsonNode figures = figures(client.get(BY_QUARTER).body());

        assertThat(figures.size()).isEqualTo(3);
        assertThat(figures.get(2).toString())
                .isEqualTo("{\"department_id\":\"1\",\"department\":\"Support\",\"job_id\":\"1\",\"job\":\"Clerk\","
                        + "\"Q1\":3,\"Q2\":0,\"Q3\":0,\"Q4\":1}");
    }

    @Test
    void whatIsShownIsThereAsCsvAndJson() throws Exception {
        String view = "&department=%20SUPP&job=r&sort=total&order=desc";
        String page = client.get(BY_QUARTER + view).body();

        assertThat(rows(page)).containsExactly("Support Archivist 0 5 0 0 5", "Support Clerk 3 0 0 1 4");
        assertThat(page)
                .contains("<th scope=\"row\" colspan=\"2\">All rows shown</th><td class=\"number\"><data value=\"3\">")
                .contains("value=\"SUPP\"")
                .containsPattern("data-column=\"total\" aria-sort=\"descending\"");
        assertThat(figures(page).size()).isEqualTo(2);
        assertThat(client.get(link(page, "csv")).body().lines())
                .containsExactly("department,job,Q1,Q2,Q3,Q4", "Support,Archivist,0,5,0,0", "Support,Clerk,3,0,0,1");
        JsonNode json = new JsonMapper().readTree(client.get(link(page, "json")).body());
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.get(0).get("job").stringValue()).isEqualTo("Archivist");
    }

    @Test
    void filtersThatNothingMatchesLeaveATableWithoutRows() throws Exception {
        String page = client.get(BY_QUARTER + "&department=nowhere").body();

        assertThat(rows(page)).isEmpty();
        assertThat(page)
                .contains("id=\"nothing\">No department")
                .contains("id=\"clear\" href=\"/metrics/hired_by_quarter?year=2021&amp;format=html\">");
    }

    @Test
    void aColumnIsSortedWithoutAnyScript() throws Exception {
        String page = client.get(BY_QUARTER + "&sort=Q1&order=desc").body();

        assertThat(page)
                .containsPattern(
                        "data-column=\"Q1\" aria-sort=\"descending\" class=\"number\">\\s*<button type=\"submit\" form=\"sort-Q1\">")
                .containsPattern(
                        "(?s)<form id=\"sort-Q1\".*?name=\"sort\" value=\"Q1\">\\s*<input type=\"hidden\" name=\"order\" value=\"asc\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/hired_by_quarter", "/metrics/departments_above_mean"})
    void withoutAYearTheLatestIsShown(String path) throws Exception {
        HttpResponse<String> plain = client.get(path, "Accept", BROWSER);
        HttpResponse<String> more = client.get(path + "?format=html&department=%C3%A4");

        assertThat(plain.statusCode()).isEqualTo(303);
        assertThat(plain.headers().firstValue("Location")).contains(path + "?year=2021");
        assertThat(more.headers().firstValue("Location")).contains(path + "?format=html&department=%C3%A4&year=2021");
        database.count(2021, 1, 1, 1, 0, -3).count(2021, 4, 1, 1, 0, -1);
        database.count(2021, 2, 1, 2, 0, -5).count(2021, 3, 2, 1, 1, -2);
        assertThat(client.get(path, "Accept", BROWSER).headers().firstValue("Location"))
                .contains(path + "?year=2020");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hired_by_quarter", "departments_above_mean"})
    void aDatabaseWithoutHiresHasPagesThatSayWhatToDo(String metric) throws Exception {
        database.empty();
        String year = Year.now(ZoneOffset.UTC).toString();

        HttpResponse<String> redirect = client.get("/metrics/" + metric + "?format=html");
        HttpResponse<String> page =
                client.get(redirect.headers().firstValue("Location").orElseThrow());

        assertThat(redirect.headers().firstValue("Location"))
                .contains("/metrics/" + metric + "?format=html&year=" + year);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page.body())).contains("Nobody was hired in " + year, "No hires have been stored yet");
    }

    @Test
    void aYearWithoutHiresPointsToThoseThatHaveSome() throws Exception {
        String page =
                client.get("/metrics/hired_by_quarter?year=1999&format=html").body();

        assertThat(page)
                .contains("<a href=\"/metrics/hired_by_quarter?format=html&amp;year=2021\">2021</a>")
                .contains("<option value=\"1999\" selected=\"selected\">1999</option>");
    }

    @Test
    void departmentsThatFellShortAreShownApart() throws Exception {
        String page = client.get(ABOVE_MEAN).body();

        assertThat(text(page))
                .contains(
                        "Mean 3.6667", "11 hires ÷ 3 departments", "Above the mean (1)", "At the mean or below it (2)");
        assertThat(page)
                .contains("<tr class=\"above\"><td class=\"number\">1</td><th scope=\"row\">Support</th>")
                .contains("<tr class=\"short\"><td class=\"number\">2</td><th scope=\"row\">Legal</th>")
                .contains(
                        "<tr class=\"short\"><td class=\"number\">3</td><th scope=\"row\">Idle</th><td class=\"number\">0</td>");
        assertThat(figures(page).toString())
                .isEqualTo(
                        "{\"mean\":3.6667,\"above\":[{\"id\":\"1\",\"department\":\"Support\",\"hired\":9}],"
                                + "\"others\":[{\"id\":\"2\",\"department\":\"Legal\",\"hired\":2},{\"id\":\"3\",\"department\":\"Idle\",\"hired\":0}]}");
    }

    @Test
    void theMeanOfThoseThatHiredIsAnother() throws Exception {
        String page = client.get(ABOVE_MEAN + "&population=hiring").body();

        assertThat(text(page)).contains("Mean 5.5000", "11 hires ÷ 2 departments");
        assertThat(page)
                .contains("<option value=\"hiring\" selected=\"selected\">")
                .contains("href=\"/metrics/departments_above_mean?year=2021&amp;population=hiring&amp;format=csv\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_QUARTER, ABOVE_MEAN})
    void explainsItsFigures(String path) throws Exception {
        database.offset("valid.hired_employees", 0, 640).offset("valid.hired_employees", 1, 700);
        database.offset("valid.jobs", 0, 5).offset("dead-letters", 0, path.length());
        database.rejected(19, "missing").rejected(2, "missing", "bad_datetime");

        String page = client.get(path).body();

        assertThat(page)
                .containsPattern("data-version=\"\\d+:\\d+:[\\d,]*@[\\d.]+\"")
                .contains("<data id=\"hires-of-year\" value=\"11\">", "<data id=\"hires\" value=\"18\">")
                .contains("<data id=\"rejected\" value=\"21\">")
                .containsPattern("<time id=\"as-of\" datetime=\"20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z\">");
        assertThat(text(page))
                .contains("valid.hired_employees 0 640", "valid.hired_employees 1 700")
                .contains("missing a required field is missing 21", "bad_datetime a date and time cannot be read 2");
    }

    @Test
    void lettersThatCameSinceAreCounted() throws Exception {
        database.rejected(1, "missing").offset("dead-letters", 0, 1001);
        assertThat(client.get(BY_QUARTER).body()).contains("<data id=\"rejected\" value=\"1\">");

        database.rejected(1, "too_long").offset("dead-letters", 0, 1002);

        assertThat(client.get(BY_QUARTER).body()).contains("<data id=\"rejected\" value=\"2\">");
    }

    /** A single character beyond Latin-1 would double what megabytes of markup take while they are written. */
    @Test
    void thePageItselfIsOfLatinCharactersAlone() throws Exception {
        assertThat(client.browse(Scope.METRICS, BY_QUARTER).body().chars()).allMatch(character -> character <= 0xFF);
    }

    @Test
    void thePageThatSomebodyHasAskedForIsNotGivenToAnother() throws Exception {
        String first = client.browse(Scope.METRICS, BY_QUARTER).body();
        String other = client.browse(Scope.METRICS, BY_QUARTER).body();

        assertThat(csrfToken(first)).isNotEmpty().isNotEqualTo(csrfToken(other));
    }

    @Test
    void aPageThatCameThroughTheGatewayHasItsLinksWhoeverAskedForItBefore() throws Exception {
        String cookie = client.cookie(Scope.METRICS);
        String alone = client.getWithoutToken(BY_QUARTER, "Cookie", cookie).body();
        String passedOn = client.getWithoutToken(BY_QUARTER, "Cookie", cookie, "X-Forwarded-Host", "localhost:8000")
                .body();

        assertThat(alone).doesNotContain("Sign out");
        assertThat(passedOn).contains("Sign out", "href=\"/docs\"");
    }

    private static String csrfToken(String page) {
        Matcher token =
                Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"").matcher(page);
        return token.find() ? token.group(1) : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_QUARTER, ABOVE_MEAN})
    void aPageThatHasNotChangedIsNotSentAgain(String path) throws Exception {
        database.department(4, "Zoë עברית 👩‍💻").count(2021, 1, 4, 1, 0, 1);
        String tag = client.get(path).headers().firstValue("ETag").orElseThrow();

        database.offset("valid.jobs", 0, 7); // read and written anew, at another moment, but it says the same
        HttpResponse<String> unchanged = client.get(path, "If-None-Match", tag);
        database.count(2021, 2, 1, 1, 0, 1);
        HttpResponse<String> changed = client.get(path, "If-None-Match", tag);

        assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "[[${7*7}]] [(${7*7})] ${7*7}",
                "\u202Eעברית",
                "👩‍💻 & \"Ops\" 'x'"
            })
    void namesAreShownAsTheyAre(String name) throws Exception {
        database.department(4, name).job(4, name).count(2021, 1, 4, 4, 0, 40);

        String quarters = client.get(BY_QUARTER).body();
        String mean = client.get(ABOVE_MEAN).body();

        assertThat(List.of(quarters, mean)).allSatisfy(page -> {
            assertThat(page).doesNotContain("<img", "alert(1)</script>", "<!--<script>");
            assertThat(unescaped(page)).contains("<th scope=\"row\">" + name + "</th>");
        });
        assertThat(figures(quarters).findValuesAsString("department")).contains(name);
        assertThat(figures(mean).findValuesAsString("department")).contains(name);
    }

    @Test
    void aFilterIsShownAsItIs() throws Exception {
        String page = client.get(BY_QUARTER + "&department=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                .body();

        assertThat(page)
                .doesNotContain("<script>alert")
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics/hired_by_quarter?year=0, /metrics/hired_by_quarter?format=html",
        "/metrics/hired_by_quarter?year=2021&sort=salary, /metrics/hired_by_quarter?format=html",
        "/metrics/departments_above_mean?year=x, /metrics/departments_above_mean?format=html",
        "/metrics/hires?year=2021&quarter=9, /metrics/hired_by_quarter?format=html",
        "/metrics/hired_by_quarter?year=2021&format=xml, /metrics/hired_by_quarter?format=html"
    })
    void whatCannotBeShownIsExplainedOnAPage(String path, String way) throws Exception {
        HttpResponse<String> answer = client.get(path, "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("The parameter &#39;", "href=\"" + way + "\"");
    }

    @Test
    void aDatabaseNotSetUpYetIsExplainedOnAPage() throws Exception {
        database.drop();

        HttpResponse<String> answer = client.get(BY_QUARTER);
        HttpResponse<String> latest = client.get("/metrics/hired_by_quarter", "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("The database has not been set up yet.", "Try again");
        assertThat(latest.statusCode()).isEqualTo(503);
        assertThat(latest.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    }

    @Test
    void onlyThoseWithTheScopeAreShownAPage() throws Exception {
        assertThat(client.getWithoutToken(BY_QUARTER).statusCode()).isEqualTo(401);
        assertThat(client.getWithScope(Scope.INGEST, BY_QUARTER).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/metrics.js", "/assets/vendor/plotly-basic.min.js"})
    void whatPagesLoadIsThereForEverybody(String asset) throws Exception {
        assertThat(client.getWithoutToken(asset).statusCode()).isEqualTo(200);
    }

    private static List<String> rows(String page) {
        return ROW.matcher(page.substring(
                        page.indexOf("id=\"rows\""), page.indexOf("</tbody>", page.indexOf("id=\"rows\""))))
                .results()
                .map(MatchResult::group)
                .map(PagesTest::text)
                .toList();
    }

    private static String text(String html) {
        return TAG.matcher(html.replaceAll("</t[hd]>|</dd>", " "))
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static JsonNode figures(String page) {
        int start = page.indexOf('>', page.indexOf("id=\"figures\"")) + 1;
        return new JsonMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
    }

    private static String link(String page, String id) {
        MatchResult link = Pattern.compile("id=\"" + id + "\" href=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow();
        return unescaped(link.group(1));
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
