package io.rollcall.backup;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.access.requests.Preference;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Job.Kind;
import io.rollcall.backup.jobs.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Begins a job and answers for it: 202 with the job as it stands, or 200 with its end to a client that would wait for
 * it.
 */
@Component
final class JobAnswers {

    static final String JOBS = "/backup/jobs/";
    private static final String PREFERENCE_APPLIED = "Preference-Applied";

    private final Jobs jobs;

    JobAnswers(Jobs jobs) {
        this.jobs = jobs;
    }

    ResponseEntity<JobView> begin(HttpServletRequest request, Kind kind, List<String> tables, Jobs.Work work)
            throws InterruptedException {
        Job job = switch (jobs.start(kind, tables, work)) {
            case Jobs.Start.Begun begun -> begun.job();
            case Jobs.Start.Busy busy ->
                throw ProblemException.of(Problem.CONFLICT)
                        .detail("Another job works on one of these tables.")
                        .with("job", JOBS + busy.other().id())
                        .header(HttpHeaders.LOCATION, JOBS + busy.other().id());
        };
        Optional<Duration> wait = Preference.wait(request.getHeaders("Prefer"));
        boolean ended = wait.isPresent() && job.await(wait.get().toMillis());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(ended ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, JOBS + job.id());
        wait.ifPresent(applied -> answer.header(PREFERENCE_APPLIED, "wait=" + applied.toSeconds()));
        return answer.body(JobView.of(job));
    }
}
