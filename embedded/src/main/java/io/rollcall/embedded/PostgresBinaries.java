package io.rollcall.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, from the class path to a folder, once. */
record PostgresBinaries(Path home) {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    /**
     * Unpacks what is not unpacked yet; several processes may do so at a time.
     *
     * @param parent the folder for it, which only trusted users may write to
     */
    static PostgresBinaries in(Path parent) {
        String archive = archiveName();
        Path home = parent.resolve(archive.replace(".txz", ""));
        if (!Files.exists(home)) {
            try {
                Files.createDirectories(parent);
                unpackAlone(archive, home);
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL cannot be unpacked to " + parent, e);
            }
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(WINDOWS ? name + ".exe" : name);
    }

    private static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : WINDOWS ? "windows" : "linux";
        String architecture = switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm_64";
            case "amd64", "x86_64" -> "x86_64";
            case String other ->
                throw new PartFailedException("There is no embedded PostgreSQL for the processor " + other + ".");
        };
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    /** Under a lock and by way of a rename: whoever sees the folder sees all of it. */
    private static synchronized void unpackAlone(String archive, Path home) throws IOException {
        Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(home)) {
                Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking");
                unpack(archive, unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void unpack(String archive, Path target) throws IOException {
        InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (resource == null) {
            throw new PartFailedException("PostgreSQL's programs for this machine, " + archive
                    + ", are not on the class path: build Rollcall on the machine that runs it.");
        }
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                write(entry, entries, target);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("The archive holds a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            if (!WINDOWS && target.relativize(file).startsWith("bin")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
