package io.rollcall.backup.archive;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Backups hold people's records: they are for the service's own user alone, from the moment they are created. */
final class Permissions {

    private static final FileAttribute<?>[] NONE = {};

    private Permissions() {}

    static FileAttribute<?>[] ofFile(Path path) {
        return of(path, "rw-------");
    }

    static FileAttribute<?>[] ofFolder(Path path) {
        return of(path, "rwx------");
    }

    /** File systems that know no such permissions are left to their own. */
    private static FileAttribute<?>[] of(Path path, String permissions) {
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
                : NONE;
    }
}
