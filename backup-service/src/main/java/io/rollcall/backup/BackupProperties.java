package io.rollcall.backup;

import io.rollcall.backup.archive.Seal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of backup-service. The database is that of {@code spring.datasource.*}, with the role that owns the tables.
 *
 * @param folder where backups lie, one folder each, for this instance alone; by default {@code backups} in the working
 *     directory. It need not exist, but nothing else may be in its place.
 * @param encryptionKey 32 bytes in Base64: table files are encrypted with it; default none, files lie in the clear. To
 *     be given by the environment ({@code ROLLCALL_BACKUP_ENCRYPTIONKEY})
 * @param keep which backups are kept; by default all
 * @param cron when backups of all tables are taken by themselves, as a Spring cron expression in UTC of six fields; by
 *     default never
 * @param verifyCron when the newest backup is verified by itself; by default never
 * @param transactionalId who the service is to Kafka when it publishes; the same in every life and every instance,
 *     since one ends what another has left open; default {@code backup-service}
 */
@Validated
@ConfigurationProperties("rollcall.backup")
record BackupProperties(
        @NotNull @DefaultValue("backups") Path folder,
        @Nullable String encryptionKey,
        @NotNull @Valid @DefaultValue Keep keep,
        @NotNull @DefaultValue("-") String cron,
        @NotNull @DefaultValue("-") String verifyCron,
        @NotBlank @DefaultValue("backup-service") String transactionalId) {

    /** What stands for no schedule. */
    static final String NEVER = "-";

    /**
     * Which backups are kept; the newest always is.
     *
     * @param count how many at most, 1 or more; by default any number
     * @param age how old at most, a minute or more; by default any age
     */
    record Keep(
            @Nullable @Min(1) Integer count,
            @Nullable @DurationMin(minutes = 1) Duration age) {}

    @AssertTrue(message = "rollcall.backup.folder is something other than a folder")
    boolean isFolderOrAbsent() {
        return !Files.exists(folder) || Files.isDirectory(folder);
    }

    @AssertTrue(message = "rollcall.backup.encryption-key is not 32 bytes in Base64")
    boolean isKeyOrAbsent() {
        try {
            return encryptionKey == null || Base64.getDecoder().decode(encryptionKey).length == Seal.KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @AssertTrue(message = "rollcall.backup.cron and verify-cron are cron expressions of six fields, or -")
    boolean isSchedule() {
        return isCron(cron) && isCron(verifyCron);
    }

    private static boolean isCron(String text) {
        return text.equals(NEVER) || CronExpression.isValidExpression(text);
    }

    Seal seal() {
        return encryptionKey == null
                ? Seal.none()
                : Seal.with(Base64.getDecoder().decode(encryptionKey));
    }
}
