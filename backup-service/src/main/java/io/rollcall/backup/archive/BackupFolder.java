package io.rollcall.backup.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which backups lie, each in one of its own that bears its id, for one process alone. Nothing else in it
 * is touched.
 */
public final class BackupFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);
    private static final String UNFINISHED = ".unfinished-";
    private static final String DELETED = ".deleted-";

    private static final String LOCK = ".lock";
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Seal seal;
    private final FileLock lock;

    private BackupFolder(Path root, Seal seal, FileLock lock) {
        this.root = root;
        this.seal = seal;
        this.lock = lock;
    }

    /**
     * Opens a folder, creates it if need be, and removes what a process that died has left half-written or half-deleted.
     *
     * @throws IllegalStateException if another process has it open
     */
    public static BackupFolder open(Path folder, Seal seal) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root, Permissions.ofFolder(root));
        // Closing a second channel would end the lock of the first, so this process must not get as far.
        if (!OPEN.add(root)) {
            throw taken(root);
        }
        try {
            BackupFolder opened = new BackupFolder(root, seal, lock(root));
            opened.clean();
            return opened;
        } catch (IOException | RuntimeException e) {
            OPEN.remove(root);
            throw e;
        }
    }

    private static FileLock lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(
                root.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                Permissions.ofFile(root));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw taken(root);
        }
        return lock;
    }

    private static IllegalStateException taken(Path root) {
        return new IllegalStateException("another backup-service is at work in the folder " + root);
    }

    Path root() {
        return root;
    }

    Path path(BackupId id) {
        return root.resolve(id.text());
    }

    public Seal seal() {
        return seal;
    }

    private void clean() throws IOException {
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            if (name.startsWith(UNFINISHED) || name.startsWith(DELETED)) {
                LOG.atWarn().addKeyValue("folder", name).log("removing what an interrupted run has left: {}", name);
                delete(entry);
            }
        }
    }

    /** Begins a backup. */
    public Draft begin(BackupId id) throws IOException {
        Path folder = root.resolve(UNFINISHED + id);
        return new Draft(this, id, Files.createDirectory(folder, Permissions.ofFolder(folder)), seal);
    }

    /** All backups, newest first. One whose manifest cannot be read is left out, and the log says so. */
    public List<Backup> list() throws IOException {
        List<Backup> backups = new ArrayList<>();
        for (Path entry : entries()) {
            Optional<BackupId> id = BackupId.parse(entry.getFileName().toString());
            if (id.isPresent()) {
                try {
                    backups.add(Backup.open(entry));
                } catch (NoSuchFileException | DamagedBackupException e) {
                    LOG.atWarn()
                            .addKeyValue("backup", id.get())
                            .log("backup {} is not listed: {}", id.get(), e.getMessage());
                }
            }
        }
        backups.sort(Comparator.comparing(Backup::id).reversed());
        return backups;
    }

    /**
     * A backup, if there is one of that id.
     *
     * @throws DamagedBackupException if its manifest cannot be read
     */
    public Optional<Backup> find(BackupId id) throws IOException, DamagedBackupException {
        if (!Files.isDirectory(path(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Backup.open(path(id)));
        } catch (NoSuchFileException e) {
            throw new DamagedBackupException("manifest.json is missing", e);
        }
    }

    /** Deletes a backup, even one that cannot be read: it is gone from the list at once. Says whether it was there. */
    public boolean delete(BackupId id) throws IOException {
        Path doomed = root.resolve(DELETED + id);
        try {
            Files.move(path(id), doomed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return false;
        }
        delete(doomed);
        sync(root);
        return true;
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Lets other processes have the folder. */
    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
        OPEN.remove(root);
    }

    /** Brings a folder's entries to the disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }
}
