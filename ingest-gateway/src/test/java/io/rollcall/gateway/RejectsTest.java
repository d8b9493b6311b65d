package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RejectsTest {

    private static final String MISSING = "[{\"field\":\"job\",\"code\":\"missing\",\"message\":\"m\",\"value\":null}]";
    private static final String WRONG_COUNT =
            "[{\"field\":null,\"code\":\"wrong_column_count\",\"message\":\"m\",\"value\":3}]";

    private static Database database;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        database = Backends.freshDatabase();
        SinkTables.create(database);
        StoredLetters.createTable(database);
        gateway = RunningGateway.start(database, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void givesRejectedRowsInTheirOriginalColumnsWithALineEach() {
        String batch = batch("hired_employees", 3);
        letters(batch)
                .add(
                        "hired_employees",
                        1,
                        "hired_employees.csv:3",
                        "missing,bad_datetime",
                        """
                        [{"field":"name","code":"missing","message":"m","value":null},
                         {"field":"datetime","code":"bad_datetime","message":"m","value":"yesterday"}]""",
                        "{\"job_id\":\"2\",\"id\":\"8\",\"department_id\":\"1\",\"datetime\":\"yesterday\",\"name\":null}")
                .add(
                        "hired_employees",
                        0,
                        "::1",
                        "wrong_type",
                        "[{\"field\":\"name\",\"code\":\"wrong_type\",\"message\":\"m\",\"value\":\"[1]\"}]",
                        "{\"id\":7,\"name\":[1],\"datetime\":\"2021-07-27T16:02:08Z\",\"department_id\":1.50,\"job_id\":true}");
        HttpResponse<String> csv = csv(batch, "");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"rejects-%s-hired_employees.csv\"".formatted(batch));
        assertThat(csv.body().replace("\r\n", "\n")).isEqualTo("""
                id,name,datetime,department_id,job_id,_line,_field,_code,_value
                7,[1],2021-07-27T16:02:08Z,1.50,true,0,name,wrong_type,[1]
                8,,yesterday,1,2,3,name; datetime,missing; bad_datetime,; yesterday
                """);

        JsonNode json = gateway.get(path(batch)).body();
        assertThat(json).hasSize(2);
        assertThat(json.at("/0/row").asInt()).isZero();
        assertThat(json.at("/0/line").isNull()).isTrue();
        assertThat(json.at("/0/original/name/0").asInt()).isEqualTo(1);
        assertThat(json.at("/1/line").asInt()).isEqualTo(3);
        assertThat(json.at("/1/table").asString()).isEqualTo("hired_employees");
        assertThat(json.at("/1/violations/1/value").asString()).isEqualTo("yesterday");
    }

    @Test
    void hostileValuesComeBackAsTheyWereAndAreNoFormulas() {
        List<String> names = List.of(
                "=HYPERLINK(\"http://x\")",
                "-5",
                "+1e3",
                "-5+6",
                "@x",
                "\ttab",
                "a \"b\", c",
                "two\nlines",
                "😀 é",
                "'=x");
        String batch = batch("jobs", names.size() + 2);
        StoredLetters letters = letters(batch);
        for (int i = 0; i < names.size(); i++) {
            letters.add("jobs", i, "jobs.csv:" + (i + 2), "missing", MISSING, original(i, names.get(i)));
        }
        letters.addAsText("jobs", 10, "jobs.csv:12", "missing", MISSING, original(10, "\0=x"))
                .addAsText("jobs", 11, "jobs.csv:13", "missing", MISSING, "{\"id\":11,\"job\":\"half \\ud83d\"}");

        List<String> expected = new ArrayList<>(List.of(
                "'=HYPERLINK(\"http://x\")",
                "-5",
                "+1e3",
                "'-5+6",
                "'@x",
                "'\ttab",
                "a \"b\", c",
                "two\nlines",
                "😀 é",
                "'=x",
                "'\0=x",
                "half \uFFFD"));
        assertThat(sentAgain("jobs", csv(batch, "").body())).isEqualTo(expected);

        JsonNode json = gateway.get(path(batch)).body();
        for (int i = 0; i < names.size(); i++) {
            assertThat(json.get(i).at("/original/job").asString()).isEqualTo(names.get(i));
        }
        assertThat(json.at("/10/original/job").asString()).isEqualTo("\0=x");
        assertThat(json.at("/11/original/job").asString()).isEqualTo("half \ud83d");
    }

    @Test
    void whatIsInNoColumnOfTheTableIsKeptInRemarks() {
        String batch = batch("jobs", 4);
        letters(batch)
                .add("jobs", 0, "jobs.csv:1", "wrong_column_count", WRONG_COUNT, "[\"1\",\"Clerk\",\"x\",\"=y\"]")
                .add("jobs", 1, "jobs.csv:2", "wrong_column_count", WRONG_COUNT, "[\"2\"]")
                .add("jobs", 2, "127.0.0.1", "unknown_field", WRONG_COUNT, "{\"id\":3,\"job\":\"a\",\"=n\":{\"b\":1}}")
                .add("jobs", 3, "127.0.0.1", "undecodable", "[{\"code\":\"undecodable\",\"message\":\"m\"}]", "null");
        String csv = csv(batch, "&table=jobs").body();
        assertThat(csv.replace("\r\n", "\n")).isEqualTo("""
                id,job,_extra_1,_extra_2,_extra_=n,_line,_field,_code,_value
                1,Clerk,x,'=y,,1,,wrong_column_count,3
                2,,,,,2,,wrong_column_count,3
                3,a,,,"{""b"":1}",2,,wrong_column_count,3
                ,,,,,3,,undecodable,
                """);
        assertThat(sentAgain("jobs", csv)).containsExactly("Clerk", "", "a", "");
    }

    @Test
    void aRowIsListedOnceAndNotIfItWasStoredAfterAll() {
        String batch = batch("jobs", 2);
        SinkTables.execute(
                database,
                "update rollcall.receipts set stored = ('01' || repeat('0', 998))::bit(1000) where batch_id = '" + batch
                        + "'");
        letters(batch)
                .add("jobs", 0, "jobs.csv:1", "missing", MISSING, original(1, ""))
                .add("jobs", 0, "jobs.csv:1", "missing", MISSING, original(1, ""))
                .add("jobs", 1, "jobs.csv:2", "missing", MISSING, original(2, ""));
        assertThat(gateway.get(path(batch))
                        .body()
                        .valueStream()
                        .map(reject -> reject.path("row").asInt()))
                .containsExactly(0);
    }

    @Test
    void aFileIsOfOneTable() {
        String batch = batch("jobs", 1);
        SinkTables.write(database, batch, "departments", 1, 0, 1);
        letters(batch)
                .add("jobs", 0, "127.0.0.1", "missing", MISSING, original(1, ""))
                .add("departments", 0, "127.0.0.1", "missing", MISSING, "{\"id\":5}");
        Answer refused = gateway.get(path(batch) + "?format=csv");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("tables").valueStream().map(JsonNode::asString))
                .containsExactly("departments", "jobs");
        assertThat(csv(batch, "&table=departments").body())
                .startsWith("id,department,_line")
                .contains("\r\n5,,0,");
        assertThat(gateway.get(path(batch)).body()).hasSize(2);
        assertThat(gateway.get(path(batch) + "?table=jobs").body()).hasSize(1);
        assertThat(gateway.get(path(batch) + "?table=nobody")
                        .body()
                        .path("type")
                        .asString())
                .isEqualTo("urn:rollcall:problem:unknown-table");
    }

    @Test
    void pagesLeadOnUntilAllIsSeen() {
        String batch = batch("jobs", 5);
        SinkTables.write(database, batch, "departments", 2, 0, 2);
        StoredLetters letters = letters(batch);
        for (int row = 0; row < 5; row++) {
            letters.add("jobs", row, "127.0.0.1", "missing", MISSING, original(row, ""));
        }
        letters.add("departments", 0, "127.0.0.1", "missing", MISSING, "{}")
                .add("departments", 1, "127.0.0.1", "missing", MISSING, "{}");
        assertThat(pages(path(batch) + "?limit=3"))
                .containsExactly("departments 0", "departments 1", "jobs 0", "jobs 1", "jobs 2", "jobs 3", "jobs 4");
        assertThat(pages(path(batch) + "?limit=2&table=jobs&after=1")).containsExactly("jobs 2", "jobs 3", "jobs 4");
    }

    @Test
    void aBatchWithoutRejectsHasNone() {
        String batch = gateway.post("/ingest/jobs", "application/json", "[{\"id\":1,\"job\":\"a\"}]")
                .id();
        assertThat(gateway.get(path(batch)).body()).isEmpty();
        assertThat(csv(batch, "").body()).isEqualTo("id,job,_line,_field,_code,_value\r\n");
        assertThat(gateway.get(path(UUID.randomUUID().toString())).status()).isEqualTo(404);
        assertThat(gateway.get(path(UUID.randomUUID().toString()) + "?format=csv")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=xml", "limit=0", "limit=1001", "limit=x", "after=x", "after=-1", "after=jobs:x"})
    void refusesWhatItCannotUnderstand(String parameter) {
        Answer answer = gateway.get(path(batch("jobs", 1)) + "?" + parameter);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:rollcall:problem:invalid-parameter");
    }

    @Test
    void aFileOfManyRowsThatBreaksOffDoesNotLookWhole() throws Exception {
        String batch = batch("jobs", 1);
        SinkTables.execute(database, """
                insert into rollcall.receipts
                select '%s', 'jobs', n, 1000, repeat('0', 1000)::bit(1000), repeat('1', 1000)::bit(1000)
                from generate_series(1, 40) as n""".formatted(batch), """
                insert into rollcall.dead_letters (id, table_name, batch_id, "row", topic, "partition", "offset",
                    rejected_at, codes, letter)
                select 'long-' || n, 'jobs', '%s', n, 'raw.jobs', 0, n, now(), array['missing'],
                    jsonb_build_object('violations', '[]'::jsonb, 'original',
                        jsonb_build_object('id', n, 'job', repeat('x', 1000)))
                from generate_series(1000, 40999) as n""".formatted(batch));
        assertThat(csv(batch, "").body().lines()).hasSize(40_001);
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream slow = client.send(
                                gateway.request(path(batch) + "?format=csv").build(), BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(new String(slow.readNBytes(7), StandardCharsets.UTF_8)).isEqualTo("id,job,");
            cutConnectionsOfReader();
            Assertions.assertThatExceptionOfType(IOException.class).isThrownBy(slow::readAllBytes);
        }
    }

    private static void cutConnectionsOfReader() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.url(),
                        database.reader().user(),
                        database.reader().password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()""");
        }
    }

    private static String batch(String table, int rejected) {
        String batch = UUID.randomUUID().toString();
        SinkTables.write(database, batch, table, rejected, 0, rejected);
        return batch;
    }

    private static StoredLetters letters(String batch) {
        return new StoredLetters(database, batch);
    }

    private static String original(int id, String job) {
        return RunningGateway.JSON.writeValueAsString(Map.of("id", id, "job", job));
    }

    private static String path(String batch) {
        return "/batches/" + batch + "/rejects";
    }

    private static HttpResponse<String> csv(String batch, String parameters) {
        Answer answer = gateway.get(path(batch) + "?format=csv" + parameters);
        assertThat(answer.status()).isEqualTo(200);
        return answer.response();
    }

    /** The second column of each row as it is published when the file is sent again as it is. */
    private static List<String> sentAgain(String table, String csv) {
        Answer answer = gateway.post("/ingest/" + table, "text/csv", csv);
        assertThat(answer.status()).isEqualTo(202);
        List<ConsumerRecord<String, GenericRecord>> records =
                RawTopic.ofBatch(Backends.bootstrapServers(), Backends.registryUrl(), table, answer.id());
        return records.stream()
                .map(record -> {
                    Object value = record.value().get(1);
                    return value == null ? "" : value.toString();
                })
                .toList();
    }

    private static List<String> pages(String path) {
        List<String> seen = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            Answer page = gateway.get(next);
            assertThat(page.status()).isEqualTo(200);
            page.body()
                    .forEach(reject -> seen.add(reject.path("table").asString() + " "
                            + reject.path("row").asInt()));
            String link = page.header("Link");
            next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        return seen;
    }
}
