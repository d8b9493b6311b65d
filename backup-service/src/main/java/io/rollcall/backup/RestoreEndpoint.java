package io.rollcall.backup;

import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.jobs.Job.Kind;
import io.rollcall.schemas.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Restore and replay over HTTP. */
@RestController
final class RestoreEndpoint {

    private final RestoreFlow restores;
    private final ReplayFlow replays;
    private final JobAnswers answers;
    private final Asked asked;

    RestoreEndpoint(RestoreFlow restores, ReplayFlow replays, JobAnswers answers, Asked asked) {
        this.restores = restores;
        this.replays = replays;
        this.answers = answers;
        this.asked = asked;
    }

    @PostMapping("/restore")
    ResponseEntity<JobView> restore(
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String backup,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String preview,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        List<Table> wanted = asked.tables(table);
        Backup source = asked.toRestore(backup, wanted);
        RestoreFlow.Mode how = Asked.mode(mode);
        boolean onlyLooks = Asked.flag("preview", preview, false);
        return answers.begin(
                request,
                Kind.RESTORE,
                wanted.stream().map(Table::name).toList(),
                job -> onlyLooks ? restores.preview(job, source, wanted, how) : restores.run(job, source, wanted, how));
    }

    @PostMapping("/replay")
    ResponseEntity<JobView> replay(
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String confirm,
            HttpServletRequest request)
            throws InterruptedException {
        List<Table> wanted = asked.tables(table);
        Optional<Instant> moment = Asked.until(until, Instant.now());
        boolean confirmed = Asked.flag("confirm", confirm, false);
        return answers.begin(
                request,
                Kind.REPLAY,
                wanted.stream().map(Table::name).toList(),
                job -> replays.run(job, wanted, moment, confirmed));
    }
}
