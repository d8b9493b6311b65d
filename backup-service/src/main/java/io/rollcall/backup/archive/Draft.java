package io.rollcall.backup.archive;

import io.rollcall.schemas.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A backup in the making, under a name that is not listed; it gets its own once all of it is on the disk. */
public final class Draft implements AutoCloseable {

    private final BackupFolder home;
    private final BackupId id;
    private final Path folder;
    private final Seal seal;

    Draft(BackupFolder home, BackupId id, Path folder, Seal seal) {
        this.home = home;
        this.id = id;
        this.folder = folder;
        this.seal = seal;
    }

    /** Writes a table's rows to its file. */
    @FunctionalInterface
    public interface Rows {
        void writeTo(TableFileWriter writer) throws Exception;
    }

    /** Writes a table's file; several may be written side by side. */
    public Manifest.TableFile write(Table table, Rows rows) throws Exception {
        String name = table.name() + ".avro";
        try (SummedFile file = new SummedFile(folder.resolve(name))) {
            TableFileWriter writer = new TableFileWriter(file, name, table, id, seal);
            rows.writeTo(writer);
            return writer.finish();
        }
    }

    /** Makes it a backup. */
    public Backup publish(Instant takenAt, List<Manifest.TableFile> tables, Map<String, Long> offsets)
            throws IOException {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                id.text(),
                takenAt,
                seal.keyId().isPresent(),
                seal.keyId().orElse(null),
                tables,
                new TreeMap<>(offsets));
        byte[] json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        Map<String, String> sums = new TreeMap<>();
        tables.forEach(table -> sums.put(table.file(), table.sha256()));
        sums.put(Backup.MANIFEST, write(Backup.MANIFEST, json));
        write(Sums.FILE, Sums.text(sums).getBytes(StandardCharsets.US_ASCII));
        BackupFolder.sync(folder);
        Path published = home.path(id);
        Files.move(folder, published, StandardCopyOption.ATOMIC_MOVE);
        BackupFolder.sync(home.root());
        return new Backup(id, published, manifest);
    }

    private String write(String name, byte[] content) throws IOException {
        SummedFile file = new SummedFile(folder.resolve(name));
        try (file) {
            file.write(content);
        }
        return file.sha256();
    }

    public BackupId id() {
        return id;
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        BackupFolder.delete(folder);
    }
}
