package io.rollcall.backup;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.BackupId;
import io.rollcall.backup.archive.DamagedBackupException;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the parameters of a request mean. Names become tables and backups only by being looked up among those there are.
 */
@Component
final class Asked {

    private final Tables tables;
    private final BackupFolder folder;

    Asked(Tables tables, BackupFolder folder) {
        this.tables = tables;
        this.folder = folder;
    }

    /** One table, or all. */
    List<Table> tables(@Nullable String name) {
        if (name == null) {
            return tables.inOrder();
        }
        return List.of(tables.named(name)
                .orElseThrow(() -> ProblemException.of(Problem.UNKNOWN_TABLE)
                        .detail("The tables are "
                                + tables.stream().map(Table::name).toList() + ".")));
    }

    /** The backup of a path. */
    Backup backup(String id) {
        return find(id(id)).orElseThrow(Asked::noBackup);
    }

    /** The id of a path. */
    static BackupId id(String id) {
        return BackupId.parse(id).orElseThrow(Asked::noBackup);
    }

    static ProblemException noBackup() {
        return ProblemException.of(Problem.NOT_FOUND).detail("There is no such backup.");
    }

    /** The backup to restore: the one that is named or, without a name, the newest that has all of the tables. */
    Backup toRestore(@Nullable String id, List<Table> wanted) throws IOException {
        Backup backup = id == null ? newest(wanted) : named(id);
        for (Table table : wanted) {
            if (backup.manifest().of(table.name()).isEmpty()) {
                throw ProblemException.of(Problem.UNPROCESSABLE)
                        .detail("Backup " + backup.id() + " does not have the table " + table.name() + ".");
            }
        }
        return backup;
    }

    private Backup named(String id) {
        BackupId parsed = BackupId.parse(id)
                .orElseThrow(() -> ProblemException.of(Problem.UNPROCESSABLE)
                        .detail("That is no id of a backup; GET /backups lists them."));
        return find(parsed)
                .orElseThrow(() -> ProblemException.of(Problem.NOT_FOUND).detail("There is no backup " + parsed + "."));
    }

    private Backup newest(List<Table> wanted) throws IOException {
        return folder.list().stream()
                .filter(backup -> wanted.stream()
                        .allMatch(table -> backup.manifest().of(table.name()).isPresent()))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(Problem.NOT_FOUND).detail("There is no backup of these tables."));
    }

    private Optional<Backup> find(BackupId id) {
        try {
            return folder.find(id);
        } catch (DamagedBackupException e) {
            throw ProblemException.of(Problem.UNPROCESSABLE, e)
                    .detail("Backup " + id + " is damaged: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static RestoreFlow.Mode mode(@Nullable String mode) {
        return switch (mode == null ? "merge" : mode.toLowerCase(Locale.ROOT)) {
            case "merge" -> RestoreFlow.Mode.MERGE;
            case "replace" -> RestoreFlow.Mode.REPLACE;
            default -> throw ProblemException.of(Problem.INVALID_PARAMETER).detail("mode is merge or replace.");
        };
    }

    static boolean flag(String name, @Nullable String value, boolean otherwise) {
        return switch (value) {
            case null -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.of(Problem.INVALID_PARAMETER).detail(name + " is true or false.");
        };
    }

    /** A moment with offset, not in the future. */
    static Optional<Instant> until(@Nullable String until, Instant now) {
        if (until == null) {
            return Optional.empty();
        }
        try {
            Instant moment = OffsetDateTime.parse(until).toInstant();
            if (!moment.isAfter(now)) {
                return Optional.of(moment);
            }
        } catch (DateTimeException e) {
            throw ProblemException.of(Problem.INVALID_PARAMETER, e)
                    .detail("until is a moment with offset, such as 2021-07-27T16:02:08Z.");
        }
        throw ProblemException.of(Problem.INVALID_PARAMETER).detail("until lies in the future.");
    }
}
