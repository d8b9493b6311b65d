package io.rollcall.backup.jobs;

import java.io.Serial;

/** The job cannot be done as things are; the message tells the client why. Nothing was changed. */
public final class RefusedJobException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public RefusedJobException(String why) {
        super(why);
    }

    public RefusedJobException(String why, Throwable cause) {
        super(why, cause);
    }
}
