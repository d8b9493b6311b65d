package io.rollcall.metrics.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VersionWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile Optional<StoredVersion> stored = Optional.of(version("1"));
    private final AtomicInteger looks = new AtomicInteger();
    private final VersionWatch watch = new VersionWatch(this::look, Duration.ofMillis(20), 2);

    @AfterEach
    void end() {
        watch.end();
    }

    @Test
    void tellsTheVersionAtOnceAndThenEveryChange() throws Exception {
        watch.join();

        assertThat(watch.await(null, PATIENCE)).isEqualTo(new News.Changed(version("1")));
        stored = Optional.of(version("2"));
        assertThat(watch.await("1", PATIENCE)).isEqualTo(new News.Changed(version("2")));
    }

    @Test
    void isQuietWhileNothingChanges() throws Exception {
        watch.join();

        assertThat(watch.await("1", Duration.ofMillis(60))).isEqualTo(new News.Quiet());
    }

    @Test
    void waitsForADatabaseThatIsAway() throws Exception {
        stored = Optional.empty();
        watch.join();

        assertThat(watch.await(null, Duration.ofMillis(60))).isEqualTo(new News.Quiet());
        stored = Optional.of(version("3"));
        assertThat(watch.await(null, PATIENCE)).isEqualTo(new News.Changed(version("3")));
    }

    @Test
    void looksOnlyWhileSomebodyListens() throws Exception {
        assertThat(looks).hasValue(0);
        watch.join();
        watch.await(null, PATIENCE);
        watch.leave();
        int before = looks.get();
        Thread.sleep(Duration.ofMillis(100)); // nothing is to happen: there is no condition to await

        assertThat(looks.get()).isBetween(before, before + 1);
        stored = Optional.of(version("9"));
        watch.join();
        assertThat(watch.await(null, PATIENCE)).isEqualTo(new News.Changed(version("9")));
    }

    @Test
    void takesSoManyListenersAndNoMore() {
        assertThat(watch.join()).isTrue();
        assertThat(watch.join()).isTrue();
        assertThat(watch.join()).isFalse();
        watch.leave();
        assertThat(watch.join()).isTrue();
    }

    @Test
    void sendsListenersHomeAtTheEnd() throws Exception {
        watch.join();
        Thread.startVirtualThread(watch::end);

        assertThat(watch.await("1", PATIENCE)).isEqualTo(new News.Ended());
        assertThat(watch.join()).isFalse();
    }

    private Optional<StoredVersion> look() {
        looks.incrementAndGet();
        return stored;
    }

    private static StoredVersion version(String version) {
        return new StoredVersion(version, Instant.EPOCH);
    }
}
