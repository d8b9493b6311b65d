package io.rollcall.backup;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rollcall.backup.archive.Backup;
import io.rollcall.backup.archive.Manifest;
import io.rollcall.backup.archive.Proof;
import org.jspecify.annotations.Nullable;

/**
 * A backup as clients see it: its manifest, and what the last verification found.
 *
 * @param manifest its members stand beside {@code proof}
 * @param proof null if it was never verified
 */
record BackupView(
        @JsonUnwrapped Manifest manifest, @Nullable Proof proof) {

    static BackupView of(Backup backup) {
        return new BackupView(backup.manifest(), backup.proof().orElse(null));
    }
}
