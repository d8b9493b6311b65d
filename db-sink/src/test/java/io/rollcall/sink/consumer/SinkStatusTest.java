package io.rollcall.sink.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sink.poll.Hold;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SinkStatusTest {

    private static final Instant NOW = Instant.parse("2021-07-27T16:02:08Z");
    private static final TopicPartition FIRST = new TopicPartition("valid.jobs", 0);
    private static final TopicPartition SECOND = new TopicPartition("valid.jobs", 1);

    private final SinkStatus status = new SinkStatus(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void isAsFarBehindAsThePartitionThatIsFurthest() {
        status.reached(FIRST, NOW.minusSeconds(90).toEpochMilli());
        status.lag(FIRST, 1);
        status.reached(SECOND, NOW.minusMillis(1500).toEpochMilli());
        status.lag(SECOND, 7);

        assertThat(status.secondsBehind("valid.jobs")).isEqualTo(90);
        assertThat(status.secondsBehind("valid.departments")).isZero();

        status.lag(FIRST, 0); // nothing is to come, however long ago the last one was
        assertThat(status.secondsBehind("valid.jobs")).isEqualTo(1.5);

        status.left(SECOND);
        assertThat(status.secondsBehind("valid.jobs")).isZero();
    }

    @Test
    void isBehindForAsLongAsAPartitionIsHeld() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        SinkStatus watched = new SinkStatus(new TurningClock(now));
        watched.held(FIRST, Hold.waiting(7, "for a department"));

        now.set(NOW.plusSeconds(400));
        assertThat(watched.secondsBehind("valid.jobs")).isEqualTo(400);
        watched.released(FIRST);
        assertThat(watched.secondsBehind("valid.jobs")).isZero();
    }

    /** A clock that somebody else turns. */
    private static final class TurningClock extends Clock {

        private final AtomicReference<Instant> now;

        TurningClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
