package io.rollcall.backup;

import io.rollcall.access.problems.Problem;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refuses every call of this service, whatever the method: a backup that was not made must not look like one. */
@RestController
final class NotBuiltYet {

    @RequestMapping({"/backup/**", "/backups/**", "/restore/**", "/replay/**"})
    ProblemDetail refuse() {
        ProblemDetail refusal = Problem.NOT_IMPLEMENTED.body();
        refusal.setDetail("Backup, restore and replay are not part of this version.");
        return refusal;
    }
}
