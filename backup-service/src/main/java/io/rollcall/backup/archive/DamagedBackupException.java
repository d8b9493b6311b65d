package io.rollcall.backup.archive;

import java.io.Serial;

/** A backup is not, or no longer, what it says it is. The message names the file and what is wrong with it. */
public final class DamagedBackupException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public DamagedBackupException(String why) {
        super(why);
    }

    public DamagedBackupException(String why, Throwable cause) {
        super(why, cause);
    }
}
