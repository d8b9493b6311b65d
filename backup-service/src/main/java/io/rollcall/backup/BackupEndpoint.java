package io.rollcall.backup;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.jobs.Job.Kind;
import io.rollcall.schemas.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Backups over HTTP: taking, listing, verifying, downloading and deleting them. */
@RestController
final class BackupEndpoint {

    private final BackupFlow backups;
    private final VerifyFlow verifications;
    private final BackupFolder folder;
    private final Retention retention;
    private final JobAnswers answers;
    private final Asked asked;

    BackupEndpoint(
            BackupFlow backups,
            VerifyFlow verifications,
            BackupFolder folder,
            Retention retention,
            JobAnswers answers,
            Asked asked) {
        this.backups = backups;
        this.verifications = verifications;
        this.folder = folder;
        this.retention = retention;
        this.answers = answers;
        this.asked = asked;
    }

    @PostMapping("/backup")
    ResponseEntity<JobView> take(@RequestParam(required = false) @Nullable String table, HttpServletRequest request)
            throws InterruptedException {
        List<Table> wanted = asked.tables(table);
        return answers.begin(
                request, Kind.BACKUP, wanted.stream().map(Table::name).toList(), job -> backups.run(job, wanted));
    }

    @GetMapping("/backups")
    List<BackupView> list() throws IOException {
        return folder.list().stream().map(BackupView::of).toList();
    }

    @GetMapping("/backups/{id}")
    BackupView one(@PathVariable String id) throws IOException {
        return BackupView.of(asked.backup(id));
    }

    /** With {@code scratch=false} the rows are read but not brought into the database, and nothing is proven. */
    @PostMapping("/backups/{id}/verify")
    ResponseEntity<JobView> verify(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String scratch,
            HttpServletRequest request)
            throws IOException, InterruptedException {
        Backup backup = asked.backup(id);
        boolean throughTheDatabase = Asked.flag("scratch", scratch, true);
        return answers.begin(
                request,
                Kind.VERIFY,
                List.of("backup " + backup.id()),
                job -> verifications.run(job, backup, throughTheDatabase));
    }

    /** A file as it lies there, encrypted if it is; {@code SHA256SUMS} tells what its sum must be. */
    @GetMapping("/backups/{id}/files/{name}")
    ResponseEntity<FileSystemResource> file(@PathVariable String id, @PathVariable String name) throws IOException {
        Path file = asked.backup(id)
                .file(name)
                .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND).detail("The backup has no such file."));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new FileSystemResource(file));
    }

    @DeleteMapping("/backups/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) throws IOException {
        BackupId parsed = Asked.id(id);
        if (retention.isInUse(parsed)) {
            throw ProblemException.of(Problem.CONFLICT).detail("A job is about this backup.");
        }
        if (!folder.delete(parsed)) {
            throw Asked.noBackup();
        }
        return ResponseEntity.noContent().build();
    }
}
