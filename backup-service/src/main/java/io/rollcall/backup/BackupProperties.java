package io.rollcall.backup;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of backup-service.
 *
 * @param folder where backups lie, one folder each; by default {@code backups} in the working directory. It need not
 *     exist, but nothing else may be in its place.
 */
@Validated
@ConfigurationProperties("rollcall.backup")
public record BackupProperties(
        @NotNull @DefaultValue("backups") Path folder) {

    @AssertTrue(message = "rollcall.backup.folder is something other than a folder")
    boolean isFolderOrAbsent() {
        return !Files.exists(folder) || Files.isDirectory(folder);
    }
}
