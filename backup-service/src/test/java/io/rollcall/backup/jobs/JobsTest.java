package io.rollcall.backup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.backup.jobs.Job.Kind;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JobsTest {

    private final Jobs jobs = new Jobs(Clock.systemUTC());
    private final CountDownLatch gate = new CountDownLatch(1);

    private Job begun(List<String> tables, Jobs.Work work) {
        return ((Jobs.Start.Begun) jobs.start(Kind.BACKUP, tables, work)).job();
    }

    private Object untilTheGateOpens(Job job) throws Exception {
        gate.await();
        job.checkCancelled();
        return "result";
    }

    @Test
    void letsOneJobAtATimeWorkOnATable() throws Exception {
        Job first = begun(List.of("jobs", "departments"), this::untilTheGateOpens);
        assertThat(jobs.start(Kind.RESTORE, List.of("hired_employees", "jobs"), job -> "no"))
                .isEqualTo(new Jobs.Start.Busy(first));
        Job beside = begun(List.of("hired_employees"), job -> "beside");
        assertThat(beside.await(5_000)).isTrue();

        gate.countDown();
        assertThat(first.await(5_000)).isTrue();
        assertThat(first.outcome())
                .isInstanceOfSatisfying(
                        Job.Outcome.Done.class,
                        done -> assertThat(done.result()).isEqualTo("result"));
        assertThat(begun(List.of("jobs"), job -> "free again").await(5_000)).isTrue();
    }

    @Test
    void letsOneRestoreOrReplayAtATimeWork() throws Exception {
        Job restore = ((Jobs.Start.Begun) jobs.start(Kind.RESTORE, List.of("jobs"), this::untilTheGateOpens)).job();
        assertThat(jobs.start(Kind.REPLAY, List.of("departments"), job -> "no"))
                .isEqualTo(new Jobs.Start.Busy(restore));
        gate.countDown();
        assertThat(restore.await(5_000)).isTrue();
    }

    @Test
    void endsAJobWhateverIsThrown() throws Exception {
        Job job = begun(List.of("jobs"), broken -> {
            throw new OutOfMemoryError("not really");
        });
        assertThat(job.await(5_000)).isTrue();
        assertThat(job.outcome()).isInstanceOf(Job.Outcome.Failed.class);
    }

    @Test
    void endsAJobThatIsToStop() throws Exception {
        Job job = begun(List.of("jobs"), this::untilTheGateOpens);
        job.cancel();
        gate.countDown();
        assertThat(job.await(5_000)).isTrue();
        assertThat(job.outcome()).isInstanceOf(Job.Outcome.Cancelled.class);
    }

    @Test
    void saysWhatAClientMayKnowOfAFailure() throws Exception {
        Job refused = begun(List.of("jobs"), job -> {
            throw new RefusedJobException("rows refer to what is not there");
        });
        Job broken = begun(List.of("departments"), job -> {
            throw new IllegalStateException("a secret");
        });
        assertThat(refused.await(5_000)).isTrue();
        assertThat(broken.await(5_000)).isTrue();
        assertThat(((Job.Outcome.Failed) refused.outcome()).why()).isEqualTo("rows refer to what is not there");
        assertThat(((Job.Outcome.Failed) broken.outcome()).why()).doesNotContain("secret");
    }

    @Test
    void remembersAHundredAndThoseAtWork() throws Exception {
        Job working = begun(List.of("jobs"), this::untilTheGateOpens);
        for (int i = 0; i < 150; i++) {
            assertThat(begun(List.of("departments"), job -> "done").await(5_000))
                    .isTrue();
        }
        assertThat(jobs.list()).hasSize(100).contains(working);
        assertThat(jobs.find(working.id())).contains(working);
        gate.countDown();
    }
}
