package io.rollcall.benchmarks;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.embedded.Part;
import io.rollcall.sink.SinkApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Valid hires that wait in their topic, through the sink into PostgreSQL, references guaranteed, receipts and rollup
 * kept; beside a bare loop that COPYs the same rows in transactions of 10,000 into a table of the same columns whose
 * primary key and two foreign keys the database enforces. Each round into an empty database of its own.
 *
 * <p>The sink's clock runs from its first commit, and the rows of that first commit do not count.
 */
final class DrainBenchmark implements Benchmark {

    static final String NAME = "drain";

    private static final String LIMIT = "COPY in transactions";
    private static final double PROMISED = 1.5;

    private final int rows;
    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final EmbeddedDatabase postgres;
    private int round;
    private String notes = "";

    DrainBenchmark(int rows) throws IOException {
        this.rows = rows;
        this.folder = Files.createTempDirectory("rollcall-drain");
        this.kafka = new EmbeddedKafka(folder.resolve("kafka"), 0, 0);
        this.registry = new EmbeddedRegistry(folder.resolve("registry"), 0);
        this.postgres = new EmbeddedDatabase(folder.resolve("postgres"), 0);
        List.<Part>of(kafka, registry, postgres).forEach(Part::start);
        new ValidTopics(kafka.bootstrapServers(), registryUrl()).fill(rows);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void round(Figures figures) throws Exception {
        figures.add(LIMIT, limitOnce());
        figures.add(NAME, drainOnce());
    }

    @Override
    public List<Line> lines(Figures figures) {
        return List.of(Line.beside(
                NAME,
                figures.median(NAME),
                figures.median(LIMIT),
                PROMISED,
                "COPY, 10,000 rows a transaction, foreign keys enforced by the database"));
    }

    private double limitOnce() throws Exception {
        try (Connection connection = postgres.database().connectAsOwner()) {
            return new BareTables(connection).copyInTransactions(rows);
        }
    }

    private double drainOnce() throws Exception {
        Database empty = postgres.create("drain_" + round++);
        try (Connection connection = empty.connectAsOwner();
                ConfigurableApplicationContext sink = startSink(empty)) {
            sink.isActive();
            return rowsPerSecondFromTheFirstCommit(connection);
        }
    }

    private double rowsPerSecondFromTheFirstCommit(Connection connection) throws SQLException, InterruptedException {
        long self = ProcessHandle.current().pid();
        long expected = (long) rows + HireRows.DEPARTMENTS + HireRows.JOBS;
        StoredRows stored = new StoredRows(connection);
        long first = stored.await(1);
        long start = System.nanoTime();
        CpuSeconds before = CpuSeconds.of(self, folder.resolve("postgres"));
        stored.await(expected);
        long nanos = System.nanoTime() - start;
        notes = CpuSeconds.of(self, folder.resolve("postgres")).since(before).perMillion(expected - first);
        return BareTables.perSecond(expected - first, nanos);
    }

    private ConfigurableApplicationContext startSink(Database database) {
        return SinkApplication.builder()
                .run(
                        "--server.port=0",
                        "--rollcall.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--rollcall.registry.url=" + registryUrl(),
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.owner().user(),
                        "--spring.datasource.password=" + database.owner().password(),
                        "--rollcall.access.secret-key=" + System.nanoTime()
                                + "-no-more-than-a-benchmark-needs-3f9c1e7a5d",
                        "--logging.level.root=warn");
    }

    private URI registryUrl() {
        return URI.create(registry.url());
    }

    @Override
    public List<String> notes() {
        return List.of(notes);
    }

    @Override
    public void close() throws IOException {
        List.<Part>of(postgres, registry, kafka).forEach(Part::stop);
        RunningRollcall.deleteFolder(folder);
    }
}
