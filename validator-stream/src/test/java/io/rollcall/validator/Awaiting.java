package io.rollcall.validator;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for what other threads bring about. One of the topology's threads that meets an outage ends with its exception and
 * is replaced: that is no failure of the test, nor of another one that waits at the same time.
 */
final class Awaiting {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Awaiting() {}

    static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }
}
