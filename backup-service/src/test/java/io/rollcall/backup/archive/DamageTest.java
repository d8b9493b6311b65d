package io.rollcall.backup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That no change of a backup goes unnoticed, and what is unchanged is read as it was written. */
class DamageTest {

    private static final Tables TABLES = Tables.fromClassPath();
    private static final Table JOBS = TABLES.named("jobs").orElseThrow();

    @TempDir
    private Path folder;

    private @Nullable BackupFolder opened;

    static byte[] row(Table table, long id, String name) throws IOException {
        GenericRecord record = new GenericData.Record(table.strictSchema());
        record.put(0, id);
        record.put(1, name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(table.strictSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    static Backup jobs(BackupFolder home, int count) throws Exception {
        try (Draft draft = home.begin(BackupId.at(Instant.parse("2026-01-02T03:04:05Z"), count))) {
            Manifest.TableFile file = draft.write(JOBS, writer -> {
                for (int id = 1; id <= count; id++) {
                    byte[] row = row(JOBS, id, "Job " + id);
                    writer.add(row, row.length);
                }
            });
            return draft.publish(Instant.parse("2026-01-02T03:04:05Z"), List.of(file), Map.of("valid.jobs-0", 7L));
        }
    }

    /** Reads everything that a restore would, as it would. */
    private static List<byte[]> read(Backup backup, Seal seal) throws Exception {
        backup.check();
        List<byte[]> rows = new ArrayList<>();
        for (Manifest.TableFile file : backup.manifest().tables()) {
            backup.<Exception>forEach(
                    file,
                    TABLES.named(file.table()).orElseThrow(),
                    seal,
                    (bytes, from, to) -> rows.add(Arrays.copyOfRange(bytes, from, to)));
        }
        return rows;
    }

    private BackupFolder open(Seal seal) throws IOException {
        opened = BackupFolder.open(folder, seal);
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void keepsASecondServiceOutOfTheFolder() throws Exception {
        BackupFolder first = open(Seal.none());
        try (Draft draft = first.begin(BackupId.at(Instant.EPOCH, 1))) {
            assertThatThrownBy(() -> BackupFolder.open(folder, Seal.none()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("another backup-service is at work in the folder " + folder);
            assertThat(draft.publish(Instant.EPOCH, List.of(), Map.of()).id()).isEqualTo(draft.id());
        }
        first.close();
        assertThat(open(Seal.none()).list()).hasSize(1);
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        Backup backup = jobs(open(Seal.none()), 1000);
        List<byte[]> rows = read(backup, Seal.none());
        assertThat(rows).hasSize(1000);
        assertThat(rows.get(41)).isEqualTo(row(JOBS, 42, "Job 42"));
    }

    @Test
    void noticesEveryByteThatIsAnother() throws Exception {
        BackupFolder home = open(Seal.none());
        Backup backup = jobs(home, 3);
        int positions = 0;
        for (Path file : files(backup)) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < whole.length; i++) {
                for (int bit : new int[] {0x01, 0x20, 0x80}) {
                    byte[] changed = whole.clone();
                    changed[i] ^= (byte) bit;
                    Files.write(file, changed);
                    assertIsRefused(home, backup, file.getFileName() + " at " + i);
                }
                positions++;
            }
            Files.write(file, whole);
        }
        assertThat(positions).isGreaterThan(500);
        assertThat(read(home.find(backup.id()).orElseThrow(), Seal.none())).hasSize(3);
    }

    @Test
    void noticesEveryTruncation() throws Exception {
        BackupFolder home = open(Seal.none());
        Backup backup = jobs(home, 3);
        for (Path file : files(backup)) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertIsRefused(home, backup, file.getFileName() + " up to " + length);
            }
            Files.delete(file);
            assertIsRefused(home, backup, "without " + file.getFileName());
            Files.write(file, whole);
        }
    }

    private static List<Path> files(Backup backup) throws IOException {
        try (Stream<Path> files = Files.list(backup.folder())) {
            return files.toList();
        }
    }

    private static void assertIsRefused(BackupFolder home, Backup backup, String what) {
        assertThatThrownBy(() -> read(home.find(backup.id()).orElseThrow(), Seal.none()))
                .as(what)
                .isInstanceOf(DamagedBackupException.class);
    }

    @Test
    void noticesAFileOfAnotherBackup() throws Exception {
        BackupFolder home = open(Seal.none());
        Backup one = jobs(home, 3);
        Backup other = jobs(home, 4);
        for (String file : List.of("jobs.avro", "manifest.json", "SHA256SUMS")) {
            byte[] own = Files.readAllBytes(one.folder().resolve(file));
            Files.write(
                    one.folder().resolve(file),
                    Files.readAllBytes(other.folder().resolve(file)));
            assertIsRefused(home, one, file);
            Files.write(one.folder().resolve(file), own);
        }
    }

    @Test
    void hidesWhatIsInEncryptedFilesAndNoticesTheirSwap() throws Exception {
        byte[] key = new byte[Seal.KEY_BYTES];
        key[3] = 7;
        BackupFolder home = open(Seal.with(key));
        Backup backup = jobs(home, 50);
        assertThat(backup.manifest().encrypted()).isTrue();
        assertThat(Files.readString(backup.folder().resolve("jobs.avro"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("avro", "Job", "jobs");
        assertThat(read(backup, Seal.with(key))).hasSize(50);
        assertThat(backup.opensWith(Seal.with(key))).isTrue();
        assertThat(backup.opensWith(Seal.none())).isFalse();
        assertThat(backup.opensWith(Seal.with(new byte[Seal.KEY_BYTES]))).isFalse();
        assertThatThrownBy(() -> read(backup, Seal.with(new byte[Seal.KEY_BYTES])))
                .isInstanceOf(DamagedBackupException.class);
    }

    @Test
    void readsRowsOfAnOlderSchemaByAvrosRules() throws Exception {
        Table older = Table.parse("""
                {"type":"record","name":"jobs","namespace":"io.rollcall.tables","fields":[
                 {"name":"gone","type":"string"},{"name":"id","type":"long"}]}""");
        Table newer = Table.parse("""
                {"type":"record","name":"jobs","namespace":"io.rollcall.tables","fields":[
                 {"name":"id","type":"long"},{"name":"job","type":"string","default":"unknown"}]}""");
        BackupFolder home = open(Seal.none());
        Backup backup;
        try (Draft draft = home.begin(BackupId.at(Instant.EPOCH, 1))) {
            Manifest.TableFile file = draft.write(older, writer -> writer.add(new byte[] {4, 'h', 'i', 14}, 4));
            backup = draft.publish(Instant.EPOCH, List.of(file), Map.of());
        }
        List<byte[]> rows = new ArrayList<>();
        backup.<Exception>forEach(
                backup.manifest().tables().getFirst(),
                newer,
                Seal.none(),
                (bytes, from, to) -> rows.add(Arrays.copyOfRange(bytes, from, to)));
        assertThat(rows).containsExactly(row(newer, 7, "unknown"));
    }
}
