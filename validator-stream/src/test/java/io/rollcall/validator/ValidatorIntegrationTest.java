package io.rollcall.validator;

import static io.rollcall.validator.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.testsupport.Backends;
import io.rollcall.testsupport.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises, against a genuine broker and registry. */
class ValidatorIntegrationTest {

    /** A transaction that an outage cut off runs out after half a minute; what waits behind it is judged only then. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private static Cluster cluster;
    private static Broker kafka;

    @BeforeAll
    static void connect() {
        kafka = Backends.freshKafka();
        cluster = new Cluster(kafka.bootstrapServers(), Backends.registryUrl());
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Test
    void judgesWhatComesAndLogsWhatItRejects(@TempDir Path folder) {
        try (Instance instance = Instance.start(cluster, folder, SHORT_WAIT)) {
            cluster.send("flow", "departments", 101L, "Sales");
            cluster.send("flow", "jobs", "101", "Clerk");
            cluster.sendHire("flow", 101, 101, 101);
            cluster.send("flow", "jobs", "x", null);

            await().untilAsserted(() -> {
                assertThat(cluster.storedIds("flow")).containsExactlyInAnyOrder("101", "101", "101");
                assertThat(cluster.letters("flow")).hasSize(1);
                assertThat(logged(folder)).containsAll(cluster.letters("flow"));
            });
            await().until(instance.validator::isReady);
        }
    }

    @Test
    void givesEachRecordExactlyOneVerdictAcrossRestarts(@TempDir Path folder) {
        cluster.send("restarts-refs", "departments", 201L, "Sales");
        cluster.send("restarts-refs", "jobs", 201L, "Clerk");
        int faulty = 0;
        for (int part = 0; part < 3; part++) {
            try (Instance instance = Instance.start(cluster, folder, SHORT_WAIT)) {
                for (int i = 0; i < 3000; i++) {
                    long id = 1_000_000L + part * 3000L + i;
                    faulty += i % 10 == 0 ? 1 : 0;
                    cluster.sendHire("restarts", id, i % 10 == 0 ? 0 : 201, 201);
                }
                cluster.flush();
                int enough = part * 3000 + 500;
                await().until(() -> cluster.verdicts("restarts").size() > enough);
                assertThat(instance.validator.failure()).isEmpty();
            }
        }
        try (Instance instance = Instance.start(cluster, folder, SHORT_WAIT)) {
            int letters = faulty;
            await().untilAsserted(() -> {
                assertThat(cluster.storedIds("restarts"))
                        .hasSize(9000 - letters)
                        .doesNotHaveDuplicates();
                assertThat(cluster.letters("restarts")).hasSize(letters).doesNotHaveDuplicates();
                assertThat(logged(folder)).doesNotHaveDuplicates().containsAll(cluster.letters("restarts"));
            });
            assertThat(instance.validator.failure()).isEmpty();
        }
    }

    @Test
    void givesEachRecordExactlyOneVerdictThoughItsProcessIsKilled(@TempDir Path folder) throws Exception {
        cluster.send("killed-refs", "departments", 301L, "Sales");
        cluster.send("killed-refs", "jobs", 301L, "Clerk");
        cluster.sendHire("killed-parked", 3_999_999, 302, 301);
        for (int round = 0; round < 2; round++) {
            Process process = ValidatorProcess.start(cluster, folder, LONG_WAIT);
            try {
                for (int i = 0; i < 4000; i++) {
                    cluster.sendHire("killed", 3_000_000 + round * 4000 + i, i % 10 == 0 ? 0 : 301, 301);
                }
                cluster.flush();
                int enough = round * 4000 + 100;
                await().until(() -> cluster.verdicts("killed").size() > enough);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        try (Instance instance = Instance.start(cluster, folder, LONG_WAIT)) {
            cluster.send("killed-refs", "departments", 302L, "Legal");
            await().untilAsserted(() -> {
                assertThat(cluster.storedIds("killed")).hasSize(7200).doesNotHaveDuplicates();
                assertThat(cluster.letters("killed")).hasSize(800).doesNotHaveDuplicates();
                assertThat(cluster.storedIds("killed-parked")).containsExactly("3999999");
                assertThat(logged(folder)).doesNotHaveDuplicates().containsAll(cluster.letters("killed"));
            });
            assertThat(instance.validator.failure()).isEmpty();
        }
    }

    @Test
    void rejectsAHireOfADepartmentThatNeverComesAndOnlyWhenItsTimeIsUp(@TempDir Path folder) {
        try (Instance instance = Instance.start(cluster, folder, SHORT_WAIT)) {
            await().until(instance.validator::isReady);
            long begin = System.nanoTime();
            cluster.sendHire("never", 401, 499, 499);
            await().until(() -> !cluster.letters("never").isEmpty());

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT_WAIT);
            assertThat(cluster.letters("never").getFirst())
                    .contains("\"code\":\"unknown_reference\"")
                    .contains("departments")
                    .contains("jobs");
        }
    }

    @Test
    void misfilesNothingAfterALongStop(@TempDir Path folder) {
        try (Instance instance = Instance.start(cluster, folder, Duration.ofSeconds(3))) {
            await().until(instance.validator::isReady);
            cluster.sendHire("stopped", 501, 501, 501);
            cluster.flush();
            cluster.send("stopped-probe", "jobs", 599L, "Probe");
            await().until(() -> !cluster.storedIds("stopped-probe").isEmpty());
        }
        await().during(Duration.ofSeconds(4))
                .until(() -> cluster.verdicts("stopped").isEmpty());
        cluster.send("stopped-refs", "departments", 501L, "Sales");
        cluster.send("stopped-refs", "jobs", 501L, "Clerk");
        cluster.flush();

        try (Instance instance = Instance.start(cluster, folder, Duration.ofSeconds(3))) {
            await().until(() -> !cluster.verdicts("stopped").isEmpty());
            assertThat(cluster.storedIds("stopped")).containsExactly("501");
            assertThat(instance.validator.failure()).isEmpty();
        }
    }

    @Test
    void goesOnAfterTheBrokerWasAway(@TempDir Path folder) {
        Broker own = Backends.freshKafka();
        try (Cluster away = new Cluster(own.bootstrapServers(), Backends.registryUrl());
                Instance instance = Instance.start(away, folder, SHORT_WAIT)) {
            away.sendHire("broker", 1, 1, 1);
            away.flush();
            await().until(instance.validator::isReady);
            own.stop();
            await().during(Duration.ofSeconds(5))
                    .until(() -> instance.validator.failure().isEmpty());
            own.start();
            away.send("broker", "departments", 1L, "Sales");
            away.send("broker", "jobs", 1L, "Clerk");

            await().untilAsserted(() -> assertThat(away.storedIds("broker")).hasSize(3));
            assertThat(away.letters("broker")).isEmpty();
            assertThat(instance.validator.failure()).isEmpty();
        } finally {
            own.stop();
        }
    }

    @Test
    void waitsForTheRegistryAndMisfilesNothing(@TempDir Path folder) {
        EmbeddedRegistry registry = new EmbeddedRegistry(folder.resolve("registry"), 0);
        registry.start();
        Broker own = Backends.freshKafka();
        try (Cluster away = new Cluster(own.bootstrapServers(), registry.url())) {
            Schema schema = SchemaBuilder.record("Department")
                    .fields()
                    .requiredLong("id")
                    .requiredString("department")
                    .endRecord();
            int id = new SchemaRegistry(URI.create(registry.url())).register("elsewhere-value", schema);
            try (Instance instance = Instance.start(away, folder, SHORT_WAIT)) {
                await().until(instance.validator::isReady);
                registry.stop();
                away.sendHire("registry", 1, 7, 7);
                byte[] value = ByteBuffer.allocate(8)
                        .put((byte) 0)
                        .putInt(id)
                        .put(new byte[] {14, 2, 'x'})
                        .array();
                away.sendBytes("registry", "departments", "7", value);
                away.send("registry", "jobs", 7L, "Clerk");
                away.flush();
                await().during(Duration.ofSeconds(5))
                        .until(() -> away.letters("registry").isEmpty());
                registry.start();

                await().untilAsserted(
                                () -> assertThat(away.storedIds("registry")).containsExactlyInAnyOrder("1", "7", "7"));
                assertThat(away.letters("registry")).isEmpty();
            }
        } finally {
            registry.stop();
            own.stop();
        }
    }

    @Test
    void takesRandomBytesInItsStride(@TempDir Path folder) {
        Random random = new Random(42);
        int known = new SchemaRegistry(cluster.registryUrl)
                .register(
                        "raw.departments-value",
                        cluster.tables.named("departments").orElseThrow().rawSchema());
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (i % 2 == 0 && noise.length >= 5) {
                ByteBuffer.wrap(noise).put((byte) 0).putInt(known);
            }
            cluster.sendBytes("noise", "departments", "k" + i, noise);
        }
        cluster.send("noise", "departments", 601L, "Sales");
        try (Instance instance = Instance.start(cluster, folder, SHORT_WAIT)) {
            await().untilAsserted(() -> assertThat(cluster.verdicts("noise")).hasSize(501));
            assertThat(cluster.storedIds("noise")).contains("601");
            assertThat(instance.validator.failure()).isEmpty();
        }
    }

    @Test
    void sharesTheWorkBetweenInstances(@TempDir Path one, @TempDir Path other) {
        try (Instance first = Instance.start(cluster, one, LONG_WAIT);
                Instance second = Instance.start(cluster, other, LONG_WAIT)) {
            LongStream.range(0, 300).forEach(i -> cluster.sendHire("shared", 7000 + i, 701, 701));
            cluster.flush();
            cluster.send("shared-refs", "departments", 701L, "Sales");
            cluster.send("shared-refs", "jobs", 701L, "Clerk");

            await().untilAsserted(() ->
                    assertThat(cluster.storedIds("shared")).hasSize(300).doesNotHaveDuplicates());
            assertThat(first.validator.failure()).isEmpty();
            assertThat(second.validator.failure()).isEmpty();
        }
    }

    private static List<String> logged(Path folder) {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
