package io.rollcall.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Topics;
import io.rollcall.sink.SinkWorld.Sink;
import io.rollcall.sink.consumer.SinkStatus.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of valid records whose department was taken away after they had been judged. */
class OrphansTest {

    private static final long JULY = 1_627_401_728_000_000L;
    private static final UUID BATCH = UUID.fromString("0192f3a4-0000-7000-8000-000000000001");
    private static final UUID LATER = UUID.fromString("0192f3a4-0000-7000-8000-000000000002");
    private static final UUID REBUILD = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    private final SinkWorld world = new SinkWorld();

    @BeforeEach
    void fillSmallTables() {
        world.department(1, "Engineering");
        world.job(1, "Recruiter");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void hires(int from, int to, long department) {
        for (int id = from; id <= to; id++) {
            world.putOfBatch(BATCH, id - 1, "hired_employees", id, "hire", JULY, department, 1L);
        }
        world.flush();
    }

    private static Sink impatient(SinkWorld world) {
        return world.start(2, 50, "db-sink", Duration.ofSeconds(1));
    }

    private String marks(String kind) {
        return world.one("SELECT coalesce(sum(bit_count(" + kind + ")), 0) FROM rollcall.receipts");
    }

    @Test
    void becomeDeadLettersOnceNothingCanBringItBack() {
        Sink sink = impatient(world);
        world.awaitStored();
        hires(1, 100, 99);
        hires(101, 200, 1);
        world.await(
                "all have a verdict",
                () -> world.one(
                                "SELECT (SELECT count(*) FROM rollcall.dead_letters) + (SELECT count(*) FROM hired_employees)")
                        .equals("200"));
        world.awaitStored();
        assertThat(world.query("SELECT min(id) || '-' || max(id) FROM hired_employees"))
                .containsExactly("101-200");
        assertThat(world.query("SELECT DISTINCT codes::text || table_name || topic FROM rollcall.dead_letters"))
                .containsExactly("{unknown_reference}hired_employeesvalid.hired_employees");
        assertThat(world.query("SELECT letter #>> '{original,datetime}' || (letter #>> '{original,department_id}')"
                        + " || (letter #>> '{violations,0,message}') FROM rollcall.dead_letters WHERE \"row\" = 7"))
                .containsExactly("2021-07-27T16:02:08Z99department_id must name a record of departments, and none with"
                        + " id 99 came in time.");
        assertThat(world.one("SELECT sum(next_offset) FROM rollcall.offsets WHERE topic = 'dead-letters'"))
                .as("letters on the topic")
                .isEqualTo("100");
        assertThat(marks("stored")).isEqualTo("100");
        assertThat(marks("rejected")).isEqualTo("100");
        assertThat(world.query("SELECT batch_id FROM rollcall.receipts WHERE (stored & rejected) <> 0::bit(1000)"))
                .isEmpty();
        assertThat(sink.status().holds()).isEmpty();
        assertThat(world.rollupErrors()).isEmpty();
    }

    @Test
    void waitAsLongAsWhatTheyReferToIsStillToBeStored() {
        world.start();
        world.awaitStored();
        world.execute("UPDATE rollcall.offsets SET held_by = '" + REBUILD + "' WHERE topic = 'valid.departments'");
        world.department(99, "Behind the hold");
        world.flush();
        impatient(world);
        hires(1, 100, 99);
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .until(() ->
                        world.one("SELECT count(*) FROM rollcall.dead_letters").equals("0"));
        world.execute("UPDATE rollcall.offsets SET held_by = NULL");
        world.awaitStored();
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("100");
        assertThat(world.one("SELECT count(*) FROM rollcall.dead_letters")).isEqualTo("0");
    }

    @Test
    void haveHadTheirDayIfAnotherOfTheirKeyFollows() {
        hires(1, 100, 99);
        for (int id = 1; id <= 100; id++) {
            world.putOfBatch(LATER, id - 1, "hired_employees", id, "hire", JULY, 1L, 1L);
        }
        impatient(world);
        world.awaitStored();
        assertThat(world.query("SELECT department_id || ': ' || count(*) FROM hired_employees GROUP BY department_id"))
                .containsExactly("1: 100");
        assertThat(world.one("SELECT count(*) FROM rollcall.dead_letters")).isEqualTo("0");
        assertThat(marks("stored")).as("of both batches").isEqualTo("200");
        assertThat(marks("rejected")).isEqualTo("0");
    }

    @Test
    void letDeletionsPassThatWereUndoneWhenATopicIsReadAgain() {
        world.department(7, "Before");
        world.delete("departments", 7);
        world.department(7, "After");
        world.start(2, 1, "db-sink", Duration.ofSeconds(1));
        world.awaitStored();
        hires(1, 3, 7);
        world.awaitStored();
        // Nothing else is on its way: the sink has to notice by itself.
        world.execute("DELETE FROM departments WHERE id = 1;"
                + " UPDATE rollcall.offsets SET next_offset = 0 WHERE topic = 'valid.departments'");
        world.await(
                "read again",
                () -> world.one("SELECT count(*) FROM departments").equals("2"));
        world.awaitStored();
        assertThat(world.query("SELECT department FROM departments WHERE id = 7"))
                .containsExactly("After");
        assertThat(world.one("SELECT count(*) FROM hired_employees")).isEqualTo("3");
    }

    @Test
    void areNotStoredBeforeTheTopicHasTheirLetters() throws Exception {
        Sink sink = impatient(world);
        world.awaitStored();
        letLettersBeOfAtMost("10");
        hires(1, 30, 99);
        world.await("the topic refuses", () -> sink.status().troubles().containsKey(Part.KAFKA));
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .until(() ->
                        world.one("SELECT count(*) FROM rollcall.dead_letters").equals("0"));
        assertThat(marks("rejected")).isEqualTo("0");
        letLettersBeOfAtMost("1000000");
        world.await(
                "letters",
                () -> world.one("SELECT count(*) FROM rollcall.dead_letters").equals("30"));
        world.awaitStored();
        // The topic may have taken some before it refused the others of the same attempt: these came twice, and count
        // once.
        assertThat(Integer.parseInt(
                        world.one("SELECT sum(next_offset) FROM rollcall.offsets WHERE topic = 'dead-letters'")))
                .isGreaterThanOrEqualTo(30);
        assertThat(marks("rejected")).isEqualTo("30");
    }

    private void letLettersBeOfAtMost(String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEAD_LETTERS);
        AlterConfigOp size = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", world.kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(size))).all().get();
        }
    }
}
