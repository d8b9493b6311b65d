package io.rollcall.validator.waiting;

import java.time.Duration;

/**
 * Tells when a wait is over: when its time is up, and every record that was produced to a referenced table until then
 * has been judged and the verdict is known here. So a wait is not measured against the clock but against a tide that
 * follows the clock as long as all is well, and stands still while broker, registry or this service are away. After such
 * an interruption every wait begins anew, since those who were to deliver may have been held up as well.
 *
 * <p>Thread-safe: whoever watches or replaces a thread moves it, others ask.
 */
public final class Tide {

    private static final long NEVER = Long.MIN_VALUE;

    private final long wait;
    private long calmSince = NEVER;
    private volatile long reached = NEVER;
    private volatile long over = NEVER;

    public Tide(Duration wait) {
        this.wait = wait.toMillis();
    }

    /** Whether a record that arrived at that time has waited long enough. */
    public boolean isOver(long arrived) {
        return arrived <= over;
    }

    /** The time until which everything is known here, in milliseconds; {@link Long#MIN_VALUE} at first. */
    public long reached() {
        return reached;
    }

    /** Everything produced until that time is known here. */
    public synchronized void reach(long time) {
        if (calmSince == NEVER) {
            calmSince = time;
        }
        reached = time;
        over = time - wait >= calmSince ? time - wait : NEVER;
    }

    /** Something that the tide depends on is away. */
    public synchronized void interrupt() {
        calmSince = NEVER;
        over = NEVER;
    }
}
