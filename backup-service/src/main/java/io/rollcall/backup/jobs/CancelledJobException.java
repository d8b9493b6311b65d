package io.rollcall.backup.jobs;

import java.io.Serial;

/** The job was told to stop. */
public final class CancelledJobException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    CancelledJobException() {
        super("the job was told to stop");
    }
}
