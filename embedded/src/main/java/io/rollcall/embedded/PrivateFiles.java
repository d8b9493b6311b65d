package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Writes the file by way of another that takes its place: readers see all of it or the former one. */
    public static void write(Path file, String content) throws IOException {
        Path name = file.getFileName();
        Path unfinished =
                Files.createTempFile(file.toAbsolutePath().getParent(), name.toString(), ".new", ownerOnly(file));
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        // Elsewhere (Windows) the folder of a user is private by inheritance.
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
