package io.rollcall.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SignInThrottle throttle = new SignInThrottle(nanos::get);

    @Test
    void letsFourFailuresPass() {
        fail(4, "ana", "10.0.0.1");
        assertThat(throttle.wait("ana", "10.0.0.1")).isEmpty();
    }

    @Test
    void makesAUserWaitAfterTheFifthFailure() {
        fail(5, "ana", "10.0.0.1");
        assertThat(throttle.wait("ana", "10.0.0.1")).hasValue(SignInThrottle.WINDOW);
    }

    @Test
    void forgetsWhenTheWindowHasPassedHoweverOftenItWasTriedMeanwhile() {
        fail(5, "ana", "10.0.0.1");
        pass(Duration.ofMinutes(4));
        fail(1, "ana", "10.0.0.1");
        assertThat(throttle.wait("ana", "10.0.0.1")).hasValue(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(throttle.wait("ana", "10.0.0.1")).isEmpty();
    }

    @Test
    void doesNotLetOneAddressLockAUserOutElsewhere() {
        fail(20, "ana", "10.0.0.1");
        assertThat(throttle.wait("ana", "10.0.0.2")).isEmpty();
    }

    @Test
    void forgetsAUsersFailuresWithASuccess() {
        fail(4, "ana", "10.0.0.1");
        throttle.succeeded("ana", "10.0.0.1");
        fail(4, "ana", "10.0.0.1");
        assertThat(throttle.wait("ana", "10.0.0.1")).isEmpty();
    }

    @Test
    void makesAnAddressWaitThatGoesThroughNames() {
        for (int i = 0; i < 50; i++) {
            fail(1, "user" + i, "10.0.0.1");
        }
        assertThat(throttle.wait("somebody else", "10.0.0.1")).isPresent();
        throttle.succeeded("somebody else", "10.0.0.1");
        assertThat(throttle.wait("somebody else", "10.0.0.1")).isPresent();
    }

    private void fail(int times, String user, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, address);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
