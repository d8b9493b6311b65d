package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running Rollcall that has stored so many hires, with a client that asks it for metrics through the gateway. */
final class StockedRollcall implements AutoCloseable {

    /** What the metric by quarter says, counted from the hires themselves. */
    private static final String DIRECT = """
            SELECT d.department, j.job,
                   count(*) FILTER (WHERE date_part('quarter', h.datetime AT TIME ZONE 'UTC') = 1) AS q1,
                   count(*) FILTER (WHERE date_part('quarter', h.datetime AT TIME ZONE 'UTC') = 2) AS q2,
                   count(*) FILTER (WHERE date_part('quarter', h.datetime AT TIME ZONE 'UTC') = 3) AS q3,
                   count(*) FILTER (WHERE date_part('quarter', h.datetime AT TIME ZONE 'UTC') = 4) AS q4
              FROM hired_employees h
              JOIN departments d ON d.id = h.department_id
              JOIN jobs j ON j.id = h.job_id
             WHERE h.datetime >= '2021-01-01T00:00:00Z' AND h.datetime < '2022-01-01T00:00:00Z'
             GROUP BY d.id, d.department, j.id, j.job
             ORDER BY d.department COLLATE "C", j.job COLLATE "C"
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningRollcall rollcall;
    private final Connection database;
    private final String gateway;
    private final String token;

    StockedRollcall(RunningRollcall rollcall, Path csv, int hires) throws Exception {
        this.rollcall = rollcall;
        this.gateway = rollcall.address("gateway");
        this.token = rollcall.token();
        this.database = DriverManager.getConnection(rollcall.address("postgres"));
        rollcall.migrate(HireRows.writeFiles(csv, 1, hires));
        RunningRollcall.deleteFolder(csv);
        new StoredRows(database).await((long) hires + HireRows.DEPARTMENTS + HireRows.JOBS);
        new StoredHires(database).vacuum();
    }

    HttpRequest get(String path) {
        return request(path).build();
    }

    /** The request of somebody who has the present answer already. */
    HttpRequest getUnlessUnchanged(String path) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(get(path), BodyHandlers.discarding());
        String tag = answer.headers()
                .firstValue("ETag")
                .orElseThrow(() -> new IOException(path + " has no ETag, status " + answer.statusCode()));
        return request(path).header("If-None-Match", tag).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip");
    }

    /** Milliseconds of the metric by quarter as one statement over all hires. */
    double direct() throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(DIRECT)) {
            while (rows.next()) {
                rows.getLong("q1");
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /**
     * As while records are stored: something is committed again and again, so that answers of before are none of now.
     *
     * @param apart the time between two commits
     */
    AutoCloseable committing(Duration apart) throws SQLException {
        Connection writer = DriverManager.getConnection(rollcall.address("postgres"));
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> committing = CompletableFuture.runAsync(
                () -> commitUntil(isOver, apart, writer), Thread.ofPlatform().name("committing")::start);
        return () -> {
            isOver.set(true);
            committing.join(); // fails if commits did
            writer.close();
        };
    }

    private static void commitUntil(AtomicBoolean isOver, Duration apart, Connection writer) {
        try (Statement statement = writer.createStatement()) {
            while (!isOver.get()) {
                statement.execute("SELECT pg_current_xact_id()");
                Thread.sleep(apart);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("nothing was committed meanwhile", e);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
        rollcall.close();
    }
}
