package io.rollcall.quickstart;

import java.nio.file.Path;

/** Two processes cannot work on one data folder. */
final class FolderTakenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FolderTakenException(Path folder, String pid) {
        super("Another Rollcall (process %s) runs on the folder %s.".formatted(pid, folder));
    }
}
