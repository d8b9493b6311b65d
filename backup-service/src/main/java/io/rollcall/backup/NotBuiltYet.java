package io.rollcall.backup;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refuses every call of this service, whatever the method: a backup that was not made must not look like one. */
@RestController
final class NotBuiltYet {

    @RequestMapping({"/backup/**", "/backups/**", "/restore/**", "/replay/**"})
    void refuse() {
        throw ProblemException.of(Problem.NOT_IMPLEMENTED)
                .detail("Backup, restore and replay are not part of this version.");
    }
}
