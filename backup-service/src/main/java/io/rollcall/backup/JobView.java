package io.rollcall.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.backup.jobs.Job;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A job as clients see it.
 *
 * @param id the job's
 * @param kind {@code backup}, {@code verify}, {@code restore} or {@code replay}
 * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param backup the backup that it is about, once that is known
 * @param tables how far each table is, in rows; {@code of} is -1 while that is not known
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param result what came of it: of a backup or verification the backup, of a restore or replay its receipt
 * @param why why it failed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
        UUID id,
        String kind,
        String state,
        @Nullable String backup,
        Map<String, Job.Progress> tables,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Object result,
        @Nullable String why) {

    static JobView of(Job job) {
        return switch (job.outcome()) {
            case Job.Outcome.Running _ -> view(job, "running", null, null, null);
            case Job.Outcome.Done done -> view(job, "done", done.at(), done.result(), null);
            case Job.Outcome.Failed failed -> view(job, "failed", failed.at(), null, failed.why());
            case Job.Outcome.Cancelled cancelled -> view(job, "cancelled", cancelled.at(), null, null);
        };
    }

    private static JobView view(
            Job job, String state, @Nullable Instant endedAt, @Nullable Object result, @Nullable String why) {
        return new JobView(
                job.id(),
                job.kind().name().toLowerCase(Locale.ROOT),
                state,
                job.subject(),
                job.progress(),
                job.startedAt(),
                endedAt,
                result,
                why);
    }
}
