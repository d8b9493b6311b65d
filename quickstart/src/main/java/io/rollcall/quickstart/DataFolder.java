package io.rollcall.quickstart;

import io.rollcall.embedded.PartFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder with everything that must last, held by one process at a time; the lock goes with the process. */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the folder if need be and takes it.
     *
     * @throws FolderTakenException if another process has it
     */
    public static DataFolder lock(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            createPrivately(path);
            Path pidFile = path.resolve("rollcall.pid");
            FileChannel lockFile = FileChannel.open(
                    path.resolve("rollcall.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new FolderTakenException(path, Files.exists(pidFile) ? Files.readString(pidFile) : "unknown");
            }
            Files.writeString(pidFile, String.valueOf(ProcessHandle.current().pid()));
            return new DataFolder(path, lockFile);
        } catch (IOException e) {
            throw new PartFailedException("The folder " + path + " cannot be written to: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path of(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve("rollcall.pid"));
            lockFile.close();
        } catch (IOException e) {
            throw new PartFailedException("The folder " + path + " cannot be given back: " + e.getMessage(), e);
        }
    }

    /** People's records lie in it. */
    private static void createPrivately(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        Files.createDirectories(path.resolve("logs"));
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }
}
