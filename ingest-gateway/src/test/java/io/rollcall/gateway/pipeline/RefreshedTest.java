package io.rollcall.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefreshedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch slow = new CountDownLatch(1);

    @Test
    void asksOnceHoweverManyWantToKnow() {
        Refreshed<Integer> figure = figure(5, 5);
        CompletableFuture<Optional<Integer>> one = figure.latest(PATIENCE);
        CompletableFuture<Optional<Integer>> another = figure.latest(PATIENCE);
        assertThat(one).isNotDone();
        slow.countDown();
        assertThat(one.join()).contains(1);
        assertThat(another.join()).contains(1);
        now.set(4);
        assertThat(figure.latest(PATIENCE).join()).contains(1);
        now.set(5);
        assertThat(figure.latest(PATIENCE).join()).contains(2);
    }

    @Test
    void givesWhatWasTrueBeforeIfThereIsNothingNewInTime() {
        Refreshed<Integer> figure = figure(5, 30);
        CompletableFuture<Optional<Integer>> first = figure.latest(Duration.ofMillis(1));
        assertThat(first.join()).isEmpty();
        slow.countDown();
        assertThat(figure.latest(PATIENCE).join()).contains(1);
        slow = new CountDownLatch(1);
        now.set(29);
        assertThat(figure.latest(Duration.ofMillis(1)).join()).contains(1);
        now.set(30);
        assertThat(figure.latest(Duration.ofMillis(1)).join()).isEmpty();
        slow.countDown();
        assertThat(figure.latest(PATIENCE).join()).contains(2);
    }

    @Test
    void whatTookLongIsAskedLessOften() {
        Refreshed<Integer> figure = new Refreshed<>(
                () -> {
                    now.addAndGet(100);
                    return asked.incrementAndGet();
                },
                Duration.ofNanos(5),
                Duration.ZERO,
                Thread::startVirtualThread,
                now::get);
        assertThat(figure.latest(PATIENCE).join()).contains(1);
        now.addAndGet(999);
        assertThat(figure.latest(PATIENCE).join()).contains(1);
        now.addAndGet(1);
        assertThat(figure.latest(PATIENCE).join()).contains(2);
    }

    @Test
    void doesNotAskAgainAtOnceWhatHasNoAnswer() {
        Refreshed<Integer> figure = new Refreshed<>(
                () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("away");
                },
                Duration.ofNanos(5),
                Duration.ofNanos(5),
                Thread::startVirtualThread,
                now::get);
        assertThat(figure.latest(PATIENCE).join()).isEmpty();
        assertThat(figure.latest(PATIENCE).join()).isEmpty();
        assertThat(asked).hasValue(1);
    }

    private Refreshed<Integer> figure(int fresh, int usable) {
        return new Refreshed<>(
                () -> {
                    await();
                    return asked.incrementAndGet();
                },
                Duration.ofNanos(fresh),
                Duration.ofNanos(usable),
                Thread::startVirtualThread,
                now::get);
    }

    private void await() {
        try {
            assertThat(slow.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
