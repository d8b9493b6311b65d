package io.rollcall.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.schemas.record.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service finds when its former life died in the middle of something. */
class SettlingTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder.resolve("backups")).start();
    }

    @BeforeEach
    void fillAndEndTheFormerLife() {
        world.fill(100);
        world.stop();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private UUID hold(boolean publishes) {
        UUID id = UUID.randomUUID();
        world.execute("INSERT INTO rollcall.rebuilds (id, tables, publishes) VALUES ('" + id
                + "', '{hired_employees}', " + publishes + ")");
        world.execute("UPDATE rollcall.offsets SET held_by = '" + id + "' WHERE topic = 'valid.hired_employees'");
        return id;
    }

    private void awaitReleased() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> world.query("SELECT count(*) FROM rollcall.offsets WHERE held_by IS NOT NULL")
                        .equals(List.of("0")));
        assertThat(world.query("SELECT count(*) FROM rollcall.rebuilds")).containsExactly("0");
    }

    /** Deletes a hire in the name of a rebuild, in a transaction that is left open or committed. */
    private KafkaProducer<byte[], byte[]> publish(UUID id, boolean commit) {
        KafkaProducer<byte[], byte[]> former = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.kafka.bootstrapServers(), "transactional.id", "backup-service"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        former.initTransactions();
        former.beginTransaction();
        ProducerRecord<byte[], byte[]> deletion =
                new ProducerRecord<>("valid.hired_employees", "5".getBytes(StandardCharsets.UTF_8), null);
        deletion.headers().add(RecordHeaders.REBUILD_ID, id.toString().getBytes(StandardCharsets.UTF_8));
        var _ = former.send(deletion);
        former.flush();
        if (commit) {
            former.commitTransaction();
        }
        return former;
    }

    @Test
    void givesUpAReplay() {
        List<String> before = world.everything();
        hold(false);
        world.start();
        awaitReleased();
        assertThat(world.everything()).isEqualTo(before);
    }

    @Test
    void givesUpARestoreThatKafkaHadNotCommitted() {
        List<String> before = world.everything();
        UUID id = hold(true);
        KafkaProducer<byte[], byte[]> former = publish(id, false);
        world.start();
        awaitReleased();
        former.close(Duration.ZERO);
        assertThat(world.everything()).isEqualTo(before);
        assertThat(Topic.lastOfEachKey(
                        world.kafka, world.tables.named("hired_employees").orElseThrow()))
                .doesNotContainEntry("5", -1);
    }

    @Test
    void finishesARestoreThatKafkaHadCommitted() {
        UUID id = hold(true);
        publish(id, true).close();
        world.start();
        awaitReleased();
        assertThat(world.query("SELECT count(*) FROM hired_employees")).containsExactly("99");
        assertThat(world.query("SELECT sum(count) FROM rollcall.hires_by_quarter"))
                .containsExactly("99");
    }

    /** The records of the restore lie behind those of somebody's transaction that has not ended. */
    @Test
    void waitsForTransactionsThatWereOpenBeforeTheRestores() {
        KafkaProducer<byte[], byte[]> validator = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.kafka.bootstrapServers(), "transactional.id", "somebody"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        validator.initTransactions();
        validator.beginTransaction();
        var _ = validator.send(
                new ProducerRecord<>("valid.hired_employees", "5".getBytes(StandardCharsets.UTF_8), null));
        validator.flush();
        UUID id = hold(true);
        publish(id, true).close();
        world.start();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        world.query("SELECT count(*) FROM rollcall.rebuilds").equals(List.of("1")));
        validator.abortTransaction();
        validator.close();
        awaitReleased();
        assertThat(world.query("SELECT count(*) FROM hired_employees")).containsExactly("99");
    }

    @Test
    void removesWhatAnInterruptedBackupHasLeft() throws Exception {
        Path left = Files.createDirectories(world.folder.resolve(".unfinished-20200101T000000000Z-0000"));
        Files.writeString(left.resolve("jobs.avro"), "half");
        world.start();
        assertThat(left).doesNotExist();
        assertThat(world.call("GET", "/backups").body()).doesNotContain("20200101");
    }

    @Test
    void takesAndProvesBackupsByItselfIfItIsToldTo() {
        world.start("--rollcall.backup.cron=* * * * * *", "--rollcall.backup.verify-cron=* * * * * *");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> World.json(world.call("GET", "/backups"))
                        .valueStream()
                        .anyMatch(backup -> backup.at("/proof/whole").asBoolean()));
        world.stop();
        world.start();
    }
}
