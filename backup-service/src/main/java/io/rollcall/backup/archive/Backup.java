package io.rollcall.backup.archive;

import io.rollcall.schemas.Table;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backup that is whole as far as its folder says; whether its bytes are what they were, {@link #check} tells.
 *
 * @param id its name
 * @param folder where it lies
 * @param manifest what it says of itself
 */
public record Backup(BackupId id, Path folder, Manifest manifest) {

    static final String MANIFEST = "manifest.json";
    /** What is not part of the backup but said of it later. */
    static final String PROOF = "proof.json";

    private static final int BUFFER = 1 << 18;

    static Backup open(Path folder) throws IOException, DamagedBackupException {
        BackupId id = new BackupId(folder.getFileName().toString());
        try {
            Manifest manifest =
                    JsonMapper.shared().readValue(Files.readAllBytes(folder.resolve(MANIFEST)), Manifest.class);
            if (manifest.format() != Manifest.FORMAT || !manifest.id().equals(id.text())) {
                throw new DamagedBackupException(MANIFEST + " is that of another backup or version");
            }
            return new Backup(id, folder, manifest);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new DamagedBackupException(MANIFEST + " cannot be read", e);
        }
    }

    /**
     * Checks every byte against the sums, and the sums against the manifest.
     *
     * @throws DamagedBackupException naming the first file that is not what it was
     */
    public void check() throws IOException, DamagedBackupException {
        Map<String, String> sums;
        try {
            sums = Sums.read(folder);
            for (Map.Entry<String, String> sum : sums.entrySet()) {
                if (!Sums.of(folder.resolve(sum.getKey())).equals(sum.getValue())) {
                    throw new DamagedBackupException(sum.getKey() + " is not what was written: its SHA-256 differs");
                }
            }
        } catch (NoSuchFileException e) {
            throw new DamagedBackupException(Path.of(e.getFile()).getFileName() + " is missing", e);
        }
        if (!sums.keySet().equals(files())) {
            throw new DamagedBackupException(Sums.FILE + " does not list the files that the manifest does");
        }
        for (Manifest.TableFile file : manifest.tables()) {
            if (!file.sha256().equals(sums.get(file.file()))
                    || file.bytes() != Files.size(folder.resolve(file.file()))) {
                throw new DamagedBackupException(file.file() + " is not the one that the manifest describes");
            }
        }
    }

    /** Whether its files can be opened with this key, or lie in the clear. */
    public boolean opensWith(Seal seal) {
        return !manifest.encrypted() || seal.keyId().equals(Optional.ofNullable(manifest.keyId()));
    }

    private Set<String> files() {
        Set<String> files =
                manifest.tables().stream().map(Manifest.TableFile::file).collect(Collectors.toCollection(TreeSet::new));
        files.add(MANIFEST);
        return files;
    }

    /** A file that belongs to the backup, for a client to download. */
    public Optional<Path> file(String name) {
        return name.equals(Sums.FILE) || files().contains(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
    }

    /** Opens a table's file. */
    public TableFileReader read(Manifest.TableFile file, Seal seal) throws IOException, DamagedBackupException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(folder.resolve(file.file())), BUFFER);
        try {
            return new TableFileReader(
                    file.file(), manifest.encrypted() ? seal.opening(bytes, id, file.table()) : bytes);
        } catch (IOException | DamagedBackupException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Reads a table's rows, and afterwards tells whether they were those that were written.
     *
     * @param table whose rows they are to be
     * @throws DamagedBackupException if number or digest of the rows differ from the manifest's
     */
    public <E extends Exception> void forEach(
            Manifest.TableFile file, Table table, Seal seal, TableFileReader.RowConsumer<E> consumer)
            throws E, IOException, DamagedBackupException {
        RowsDigest digest = new RowsDigest();
        try (TableFileReader reader = read(file, seal)) {
            boolean asWritten = Sums.fingerprint(table.strictSchema()).equals(file.schemaFingerprint());
            reader.<E>forEach(table, (bytes, from, to) -> {
                digest.add(bytes, from, to - from);
                consumer.accept(bytes, from, to);
            });
            if (digest.rows() != file.rows() || (asWritten && !digest.hex().equals(file.rowsDigest()))) {
                throw new DamagedBackupException(file.file() + " does not hold the rows that the manifest counts");
            }
        }
    }

    /** When and how the backup was proven last, if it was. */
    public Optional<Proof> proof() {
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(folder.resolve(PROOF)), Proof.class));
        } catch (IOException | JacksonException notProven) {
            return Optional.empty();
        }
    }

    /** Takes down what a verification found. */
    public void proven(Proof proof) throws IOException {
        Path fresh = folder.resolve(PROOF + ".new");
        Files.deleteIfExists(fresh);
        try (SummedFile file = new SummedFile(fresh)) {
            file.write(JsonMapper.shared().writeValueAsBytes(proof));
        }
        Files.move(fresh, folder.resolve(PROOF), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
