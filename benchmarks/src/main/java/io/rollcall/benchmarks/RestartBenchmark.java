package io.rollcall.benchmarks;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.embedded.Part;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.SubjectSetup;
import io.rollcall.schemas.kafka.TopicSetup;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.SinkApplication;
import io.rollcall.validator.ValidatorApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;

/**
 * The longest time for which a partition stands still while two instances of validator or sink are restarted one after the
 * other, in good order or after a kill; beside the other ways in which Kafka can share partitions out.
 */
final class RestartBenchmark implements Benchmark {

    static final String NAME = "restart";

    private static final int PARTITIONS = 6;
    /** So long partitions may be shared out anew after an instance has come, in milliseconds. */
    private static final long SETTLING = 5_000;

    private static final String GOOD_ORDER = "restarted";
    private static final String KILLED = "killed";

    /** What is restarted, and how it is told to share partitions. */
    private enum Way {
        VALIDATOR_CLASSIC(ValidatorApplication.class, "classic", "classic"),
        VALIDATOR_STREAMS(ValidatorApplication.class, "streams protocol", "streams"),
        SINK_CLASSIC(SinkApplication.class, "classic", "classic"),
        SINK_CONSUMER(SinkApplication.class, "consumer protocol", "consumer"),
        SINK_STATIC(SinkApplication.class, "static membership", "classic");

        final Class<?> application;
        final String label;
        final String protocol;

        Way(Class<?> application, String label, String protocol) {
            this.application = application;
            this.label = label;
            this.protocol = protocol;
        }

        boolean isSink() {
            return application == SinkApplication.class;
        }

        String figure(String how) {
            return (isSink() ? "sink" : "validator") + " " + how + ", " + label;
        }
    }

    private final Tables tables = Tables.fromClassPath();
    private final Table jobs = tables.named("jobs").orElseThrow();
    private final Path folder;
    private final EmbeddedRegistry registry;
    private final EmbeddedDatabase postgres;
    private int number;

    RestartBenchmark() throws IOException {
        folder = Files.createTempDirectory("rollcall-restart");
        registry = new EmbeddedRegistry(folder.resolve("registry"), 0);
        postgres = new EmbeddedDatabase(folder.resolve("postgres"), 0);
        List.<Part>of(registry, postgres).forEach(Part::start);
        SubjectSetup.register(new SchemaRegistry(registryUrl()), tables);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Unit unit() {
        return Unit.MILLISECONDS;
    }

    @Override
    public void round(Figures figures) throws Exception {
        for (Way way : Way.values()) {
            Path place = Files.createDirectories(folder.resolve("way-" + number++));
            EmbeddedKafka kafka = new EmbeddedKafka(place.resolve("kafka"), 0, 0);
            kafka.start();
            try {
                measure(way, kafka, place, figures);
            } finally {
                kafka.stop();
            }
        }
    }

    private void measure(Way way, EmbeddedKafka kafka, Path place, Figures figures) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        Database database = postgres.create("restart_" + number);
        try (Admin admin = Admin.create(client);
                Connection connection = database.connectAsOwner()) {
            TopicSetup.ensure(admin, tables, PARTITIONS, (short) 1);
            try (ServiceProcess first = start(way, kafka, database, place, 1);
                    ServiceProcess second = start(way, kafka, database, place, 2)) {
                first.awaitReady();
                second.awaitReady();
                try (SteadyJobs _ = feed(way, kafka);
                        Standstill standstill = new Standstill(progress(way, admin, connection))) {
                    standstill.awaitAllGoOn(PARTITIONS);
                    for (boolean hard : new boolean[] {false, true}) {
                        double longest = Math.max(restart(first, standstill, hard), restart(second, standstill, hard));
                        figures.add(way.figure(hard ? KILLED : GOOD_ORDER), longest);
                    }
                }
            }
        }
    }

    private static double restart(ServiceProcess instance, Standstill standstill, boolean hard) throws Exception {
        Thread.sleep(SETTLING);
        standstill.begin();
        instance.restart(hard);
        Thread.sleep(SETTLING);
        standstill.awaitAllGoOn(PARTITIONS);
        return standstill.longestMillis();
    }

    private SteadyJobs feed(Way way, EmbeddedKafka kafka) {
        return way.isSink()
                ? new SteadyJobs(
                        kafka.bootstrapServers(), registryUrl(), jobs.validTopic(), jobs.strictSchema(), PARTITIONS)
                : new SteadyJobs(
                        kafka.bootstrapServers(), registryUrl(), jobs.rawTopic(), jobs.rawSchema(), PARTITIONS);
    }

    private ServiceProcess start(Way way, EmbeddedKafka kafka, Database database, Path place, int instance)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--rollcall.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--rollcall.kafka.partitions=" + PARTITIONS,
                "--rollcall.kafka.properties.group.protocol=" + way.protocol,
                "--rollcall.registry.url=" + registryUrl()));
        Map<String, String> environment = Map.of();
        if (way.isSink()) {
            environment = Map.of("SPRING_DATASOURCE_PASSWORD", database.owner().password());
            arguments.addAll(List.of(
                    // Members that are known by name would each need another one.
                    "--rollcall.sink.threads=1",
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + database.owner().user()));
        } else {
            arguments.addAll(List.of(
                    "--rollcall.validator.state-dir=" + place.resolve("state-" + instance),
                    "--rollcall.validator.dead-letter-log=" + place.resolve("log-" + instance)));
        }
        if (way.protocol.equals("classic")) {
            String session = way == Way.SINK_STATIC ? "30000" : "6000";
            arguments.add("--rollcall.kafka.properties.session.timeout.ms=" + session);
            arguments.add("--rollcall.kafka.properties.heartbeat.interval.ms=2000");
        }
        if (way == Way.SINK_STATIC) {
            arguments.add("--rollcall.kafka.properties.group.instance.id=sink-" + instance);
        }
        return new ServiceProcess(way.application, place, environment, arguments);
    }

    /** The validator's commits are in Kafka, the sink's in PostgreSQL. */
    private Callable<Map<Integer, Long>> progress(Way way, Admin admin, Connection connection) {
        return way.isSink() ? () -> stored(connection) : () -> judged(admin);
    }

    private Map<Integer, Long> judged(Admin admin) throws Exception {
        Map<Integer, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets("validator-stream")
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(jobs.rawTopic()) && offset != null) {
                        offsets.put(partition.partition(), offset.offset());
                    }
                });
        return offsets;
    }

    private Map<Integer, Long> stored(Connection connection) throws SQLException {
        Map<Integer, Long> offsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT \"partition\", next_offset FROM rollcall.offsets WHERE topic = 'valid.jobs'")) {
            while (rows.next()) {
                offsets.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return offsets;
    }

    private URI registryUrl() {
        return URI.create(registry.url());
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public List<Line> lines(Figures figures) {
        List<Line> lines = new ArrayList<>();
        for (String how : List.of(GOOD_ORDER, KILLED)) {
            for (Way way : Way.values()) {
                lines.add(Line.took(way.figure(how), figures.median(way.figure(how)), "longest standstill"));
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        List.<Part>of(postgres, registry).forEach(Part::stop);
        RunningRollcall.deleteFolder(folder);
    }
}
