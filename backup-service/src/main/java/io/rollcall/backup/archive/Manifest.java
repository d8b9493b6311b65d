package io.rollcall.backup.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a backup says of itself.
 *
 * @param format the version of this description, 1
 * @param id the backup's name
 * @param takenAt the moment of the snapshot, by the database's clock
 * @param encrypted whether the table files are sealed with a key of the service
 * @param keyId with which, if so: see {@link Seal#keyId()}
 * @param tables its tables, each after those it refers to
 * @param offsets how far the sink had stored each partition of the valid topics in the snapshot, by {@code
 *     topic-partition}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Manifest(
        int format,
        String id,
        Instant takenAt,
        boolean encrypted,
        @Nullable String keyId,
        List<TableFile> tables,
        Map<String, Long> offsets) {

    public static final int FORMAT = 1;

    public Manifest {
        tables = List.copyOf(tables);
        offsets = Map.copyOf(offsets);
    }

    /**
     * One table's file.
     *
     * @param table the table
     * @param file the file's name in the backup's folder
     * @param rows how many rows it holds
     * @param bytes how long it is
     * @param sha256 of the file as it lies there, in hexadecimal digits
     * @param rowsDigest of the rows, whatever their order: see {@link RowsDigest}
     * @param schemaFingerprint SHA-256 of the parsing canonical form of the schema, in hexadecimal digits
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record TableFile(
            String table,
            String file,
            long rows,
            long bytes,
            String sha256,
            String rowsDigest,
            String schemaFingerprint) {}

    /** The file of a table, if the backup has it. */
    public Optional<TableFile> of(String table) {
        return tables.stream().filter(file -> file.table().equals(table)).findFirst();
    }
}
