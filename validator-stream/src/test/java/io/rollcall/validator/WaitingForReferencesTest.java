package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.validator.waiting.WaitingRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingForReferencesTest {

    private static final Duration MOMENT = Duration.ofMillis(200);

    private Pipeline pipeline;

    @BeforeEach
    void start(@TempDir Path folder) {
        pipeline = new Pipeline(folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void aHireThatComesTooEarlyIsStoredWhenWhatItRefersToAppears() {
        pipeline.sendHire(1, 1, 1);
        pipeline.pass(Duration.ofSeconds(10));
        assertThat(pipeline.tally.parked()).isEqualTo(1);

        pipeline.sendDepartmentAndJob(1);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
        assertThat(pipeline.tally.parked()).isZero();
        pipeline.pass(Duration.ofMinutes(5));
        assertThat(pipeline.letters()).isEmpty();
    }

    @Test
    void theWaitEndsWithinAQuarterOfASecond() {
        pipeline.sendHire(1, 1, 1);
        pipeline.send("departments", 1L, "Sales");
        pipeline.send("jobs", 1L, "Clerk");

        pipeline.pass(Duration.ofMillis(250));

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
    }

    @Test
    void aHireGoesOnWaitingForItsJobWhenItsDepartmentHasCome() {
        pipeline.sendHire(1, 1, 1);
        pipeline.send("departments", 1L, "Sales");
        pipeline.pass(Duration.ofSeconds(20));
        assertThat(pipeline.validIds("hired_employees")).isEmpty();

        pipeline.send("jobs", 1L, "Clerk");
        pipeline.pass(MOMENT);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
    }

    @Test
    void aSecondWaitDoesNotBeginAnew() {
        pipeline.sendHire(1, 1, 1);
        pipeline.pass(Duration.ofSeconds(20));
        pipeline.send("departments", 1L, "Sales");
        pipeline.pass(Duration.ofSeconds(11));

        assertThat(pipeline.reasons()).containsExactly(List.of("job_id unknown_reference"));
    }

    @Test
    void aHireOfADepartmentThatNeverComesIsRejectedWhenItsTimeIsUp() {
        pipeline.sendHire(1, 99, 98);
        pipeline.pass(Duration.ofSeconds(29));
        assertThat(pipeline.letters()).isEmpty();

        pipeline.pass(Duration.ofSeconds(2));

        DeadLetter letter = pipeline.letters().getFirst();
        assertThat(letter.violations())
                .extracting(v -> v.field() + " " + v.code().code() + " " + v.value())
                .containsExactly("department_id unknown_reference 99", "job_id unknown_reference 98");
        assertThat(letter.rejectedAt()).isEqualTo(Pipeline.START.plusSeconds(31));
        assertThat(letter.recordedAt()).isEqualTo(Pipeline.START);
        assertThat(pipeline.tally.parked()).isZero();
    }

    @Test
    void aHireThatBreaksOtherRulesWaitsTooSoThatAllReasonsComeAtOnce() {
        pipeline.sendHire(1, " ", 99, 98);
        pipeline.pass(Duration.ofSeconds(29));
        assertThat(pipeline.letters()).isEmpty();

        pipeline.pass(Duration.ofSeconds(2));

        assertThat(pipeline.reasons())
                .containsExactly(
                        List.of("name missing", "department_id unknown_reference", "job_id unknown_reference"));
    }

    @Test
    void aHireThatBreaksOtherRulesIsRejectedAsSoonAsItsReferencesHaveCome() {
        pipeline.sendHire(1, " ", 1, 1);
        pipeline.sendDepartmentAndJob(1);

        assertThat(pipeline.reasons()).containsExactly(List.of("name missing"));
    }

    @Test
    void whatIsNoIdIsNotWaitedFor() {
        pipeline.send("hired_employees", 1L, "Ada", "2021-07-27T16:02:08Z", "x", null);

        assertThat(pipeline.reasons()).containsExactly(List.of("department_id not_an_integer", "job_id missing"));
    }

    @Test
    void noWaitEndsWhileTheTideStandsStill() {
        pipeline.sendHire(1, 1, 1);

        pipeline.passInAnOutage(Duration.ofHours(1));
        assertThat(pipeline.letters()).isEmpty();

        pipeline.sendDepartmentAndJob(1);
        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
    }

    @Test
    void afterAnOutageTheWaitBeginsAnew() {
        pipeline.sendHire(1, 1, 1);
        pipeline.passInAnOutage(Duration.ofHours(1));
        pipeline.pass(MOMENT);
        pipeline.pass(Duration.ofSeconds(29));
        assertThat(pipeline.letters()).isEmpty();

        pipeline.pass(Duration.ofSeconds(2));

        assertThat(pipeline.reasons()).hasSize(1);
    }

    @Test
    void aRestartRecallsWhoWaitsAndWhoQueues() {
        pipeline.sendHire(1, 1, 1);
        pipeline.sendHire(1, "Ada Lovelace", 1, 1);
        pipeline.sendHire(2, 9, 9);

        AtomicInteger count = new AtomicInteger();
        WaitingRoom recalled = pipeline.recall(count::addAndGet);

        assertThat(count).hasValue(3);
        Table hires = pipeline.table("hired_employees");
        assertThat(recalled.isHeld(hires, 1)).isTrue();
        assertThat(recalled.isHeld(hires, 3)).isFalse();
        assertThat(recalled.next(hires, 1)).isNotNull();
        assertThat(recalled.next(hires, 1)).isNull();
        pipeline.tide.reach(Pipeline.START.plusSeconds(31).toEpochMilli());
        assertThat(recalled.overdue(pipeline.tide)).hasSize(1);
        assertThat(recalled.overdue(pipeline.tide)).hasSize(1);
        assertThat(recalled.overdue(pipeline.tide)).isEmpty();
    }

    @Test
    void waitingRecordsKeepHeadersTimeAndPlace() {
        Headers headers = ValidatorTopologyTest.headers(RecordHeaders.SOURCE, "hired_employees.csv:3", "x", "y");
        pipeline.sendBytes("hired_employees", headers, new byte[] {7});
        pipeline.letters();
        pipeline.send(
                "hired_employees",
                headers,
                Pipeline.record(
                        pipeline.table("hired_employees").rawSchema(), 1L, "Ada", "2021-07-27T16:02:08Z", 9L, 9L));
        pipeline.pass(Duration.ofSeconds(31));

        TestRecord<String, byte[]> letter = pipeline.read("dead-letters").getFirst();
        assertThat(letter.headers()).isEqualTo(headers);
        assertThat(Pipeline.letter(letter).id()).isEqualTo("raw.hired_employees-0-1");
        assertThat(Pipeline.letter(letter).source()).isEqualTo("hired_employees.csv:3");
        assertThat(Pipeline.letter(letter).recordedAt()).isEqualTo(Pipeline.START);
    }

    @Test
    void aDepartmentThatWasDeletedIsNoLongerKnown() {
        pipeline.sendDepartmentAndJob(1);
        pipeline.delete("departments", 1);

        pipeline.sendHire(1, 1, 1);
        pipeline.pass(Duration.ofSeconds(31));

        assertThat(pipeline.reasons()).containsExactly(List.of("department_id unknown_reference"));
    }

    @Test
    void aDepartmentThatComesBackIsKnownAgain() {
        pipeline.sendDepartmentAndJob(1);
        pipeline.delete("departments", 1);
        pipeline.sendHire(1, 1, 1);

        pipeline.send("departments", 1L, "Sales");
        pipeline.pass(MOMENT);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
    }

    @Test
    void theLaterOfTwoRecordsOfOneIdHasTheLastWordThoughTheEarlierWaits() {
        pipeline.sendDepartmentAndJob(2);
        pipeline.sendHire(1, "Early", 1, 2);
        pipeline.sendHire(1, "Late", 2, 2);
        assertThat(pipeline.valid("hired_employees")).isEmpty();

        pipeline.sendDepartmentAndJob(1);

        assertThat(pipeline.valid("hired_employees"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("Early"),
                        last -> assertThat(last).contains("Late"));
    }

    @Test
    void aQueueMovesOnWhenItsHolderIsRejected() {
        pipeline.sendDepartmentAndJob(2);
        pipeline.sendHire(1, "Early", 99, 2);
        pipeline.sendHire(1, "Late", 2, 2);

        pipeline.pass(Duration.ofSeconds(31));

        assertThat(pipeline.reasons()).hasSize(1);
        assertThat(pipeline.valid("hired_employees")).singleElement().asString().contains("Late");
        assertThat(pipeline.tally.parked()).isZero();
    }

    @Test
    void theNextInAQueueMayHaveToWaitForItsOwnReference() {
        pipeline.sendDepartmentAndJob(2);
        pipeline.sendHire(1, "First", 1, 2);
        pipeline.pass(Duration.ofSeconds(10));
        pipeline.sendHire(1, "Second", 3, 2);
        pipeline.sendHire(1, "Third", 2, 2);

        pipeline.sendDepartmentAndJob(1);
        assertThat(pipeline.valid("hired_employees")).hasSize(1);
        pipeline.pass(Duration.ofSeconds(31));

        assertThat(pipeline.reasons()).containsExactly(List.of("department_id unknown_reference"));
        assertThat(pipeline.valid("hired_employees")).singleElement().asString().contains("Third");
    }

    @Test
    void aRowThatIsRejectedAnywayHoldsNobodyUp() {
        pipeline.sendDepartmentAndJob(2);
        pipeline.sendHire(1, " ", 99, 2);
        pipeline.sendHire(1, "Ada", 2, 2);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("1");
    }

    @Test
    void recordsOfOtherIdsPassThoseThatWait() {
        pipeline.sendDepartmentAndJob(2);
        pipeline.sendHire(1, 1, 2);
        pipeline.sendHire(2, 2, 2);

        assertThat(pipeline.validIds("hired_employees")).containsExactly("2");
    }

    @Test
    void recordsOfOneTableKeepTheirOrderWhenTheyAreReleased() {
        List<String> sent = new ArrayList<>();
        LongStream.rangeClosed(1, 2000).forEach(id -> {
            pipeline.sendHire(id, 1, 1);
            sent.add(Long.toString(id));
        });

        pipeline.sendDepartmentAndJob(1);
        pipeline.pass(MOMENT);

        assertThat(pipeline.validIds("hired_employees")).containsExactlyElementsOf(sent);
    }

    @Test
    void everyWaitingRecordGetsExactlyOneVerdict() {
        for (long id = 1; id <= 1500; id++) {
            pipeline.sendHire(id, id % 3 + 1, id % 7 == 0 ? 99 : 1);
        }
        pipeline.sendDepartmentAndJob(1);
        pipeline.sendDepartmentAndJob(2);
        pipeline.pass(Duration.ofSeconds(31));
        pipeline.pass(Duration.ofSeconds(31));

        int stored = pipeline.validIds("hired_employees").size();
        int rejected = pipeline.letters().size();
        assertThat(stored + rejected).isEqualTo(1500);
        assertThat(stored).isEqualTo((int) LongStream.rangeClosed(1, 1500)
                .filter(id -> id % 3 + 1 != 3 && id % 7 != 0)
                .count());
        assertThat(pipeline.tally.parked()).isZero();
    }
}
