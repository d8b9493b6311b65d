package io.rollcall.backup;

import io.rollcall.access.TokenLife;
import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.backup.jobs.Job;
import io.rollcall.backup.jobs.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Jobs over HTTP: how far they are, and telling one to stop. */
@RestController
@RequestMapping("/backup/jobs")
final class JobsEndpoint {

    private static final long MILLIS_BETWEEN_EVENTS = 250;

    private final Jobs jobs;

    JobsEndpoint(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    List<JobView> list() {
        return jobs.list().stream().map(JobView::of).toList();
    }

    @GetMapping("/{id}")
    JobView one(@PathVariable String id) {
        return JobView.of(find(id));
    }

    /** The job over and over, as server-sent events named {@code job}, until it has ended or the token expires. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id, HttpServletRequest request) {
        Job job = find(id);
        Instant end = TokenLife.end(request);
        SseEmitter events = new SseEmitter(0L);
        Thread.ofVirtual().name("events of job " + job.id()).start(() -> send(job, events, end));
        return events;
    }

    private static void send(Job job, SseEmitter events, Instant end) {
        try {
            boolean ended = false;
            while (!ended && Instant.now().isBefore(end)) {
                ended = job.await(MILLIS_BETWEEN_EVENTS);
                events.send(SseEmitter.event().name("job").data(JobView.of(job), MediaType.APPLICATION_JSON));
            }
            events.complete();
        } catch (IOException | IllegalStateException e) {
            events.completeWithError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            events.completeWithError(e);
        }
    }

    /** Asks a job to stop. It may be too late: what it then says of itself counts. */
    @DeleteMapping("/{id}")
    ResponseEntity<JobView> cancel(@PathVariable String id) {
        Job job = find(id);
        job.cancel();
        return ResponseEntity.accepted().body(JobView.of(job));
    }

    private Job find(String id) {
        try {
            return jobs.find(UUID.fromString(id)).orElseThrow(JobsEndpoint::unknown);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.of(Problem.NOT_FOUND).detail("There is no such job, or it was too long ago.");
    }
}
