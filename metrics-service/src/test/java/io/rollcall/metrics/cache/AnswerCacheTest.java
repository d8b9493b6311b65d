package io.rollcall.metrics.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;

class AnswerCacheTest {

    private static final Question QUESTION = new Question("/metrics?year=2021", "json", "");
    private static final AcceptedEncodings PLAIN = new AcceptedEncodings(false);
    private static final AcceptedEncodings GZIP = new AcceptedEncodings(true);

    private volatile String state = "1";
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private final AnswerCache cache = new AnswerCache(this::look, DataSize.ofMegabytes(1));

    @Test
    void readsOnceAsLongAsNothingIsCommitted() {
        assertThat(ask(QUESTION)).isEqualTo("reading 1");
        assertThat(ask(QUESTION)).isEqualTo("reading 1");
    }

    @Test
    void readsAgainAfterACommit() {
        ask(QUESTION);
        state = "2";

        assertThat(ask(QUESTION)).isEqualTo("reading 2");
    }

    @Test
    void doesNotKeepAnAnswerThatWasReadAfterACommitForTheStateBefore() {
        cache.answer(QUESTION, PLAIN, () -> {
            state = "2"; // somebody commits between the look and the reading
            return new Reading(read(), true);
        });

        assertThat(ask(QUESTION)).isEqualTo("reading 2");
    }

    @Test
    void answersEachQuestionByItself() {
        ask(QUESTION);

        assertThat(ask(new Question("/metrics?year=2022", "json", ""))).isEqualTo("reading 2");
        assertThat(ask(new Question(QUESTION.address(), "csv", ""))).isEqualTo("reading 3");
        assertThat(ask(new Question(QUESTION.address(), "json", "grace"))).isEqualTo("reading 4");
    }

    @Test
    void readsOnceForAllWhoHaveAskedUntilThen() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = people.submit(() -> cache.answer(QUESTION, PLAIN, () -> {
                begun.countDown();
                await(mayEnd);
                return new Reading(read(), true);
            }));
            begun.await();
            List<Future<String>> others = new ArrayList<>();
            AtomicInteger asking = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                others.add(people.submit(() -> {
                    asking.incrementAndGet();
                    return ask(QUESTION);
                }));
            }
            while (asking.get() < others.size()) {
                Thread.onSpinWait();
            }
            state = "2"; // what was begun before is no answer for them
            mayEnd.countDown();

            first.get();
            for (Future<String> other : others) {
                assertThat(other.get()).isEqualTo("reading 2");
            }
        }
        assertThat(readings).hasValue(2);
        assertThat(looks).as("one for the first, one for all others").hasValue(2);
    }

    @Test
    void anAnswerThatIsNotExactIsForThoseAloneWhoHaveAskedUntilThen() {
        cache.answer(QUESTION, PLAIN, () -> new Reading(read(), false));

        assertThat(ask(QUESTION)).isEqualTo("reading 2");
        assertThat(ask(QUESTION)).isEqualTo("reading 2");
    }

    @Test
    void aFailureIsNobodysAnswerLater() {
        assertThatThrownBy(() -> cache.answer(QUESTION, PLAIN, () -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(ask(QUESTION)).isEqualTo("reading 1");
    }

    @Test
    void forgetsWhatTakesTooMuch() {
        for (int year = 1; year < 1000; year++) {
            cache.answer(
                    new Question("/metrics?year=" + year, "json", ""),
                    PLAIN,
                    () -> new Reading(ResponseEntity.ok(new byte[10_000]), true));
        }

        assertThat(cache.size()).isLessThan(100);
    }

    @Test
    void compressesForThoseWhoTakeItAndMakesTheTagWeak() throws IOException {
        byte[] body = "a long answer, ".repeat(1000).getBytes(StandardCharsets.UTF_8);

        ResponseEntity<byte[]> plain = answer(body, PLAIN);
        ResponseEntity<byte[]> compressed = answer(body, GZIP);

        assertThat(plain.getBody()).isEqualTo(body);
        assertThat(plain.getHeaders().getETag()).isEqualTo("\"tag\"");
        assertThat(compressed.getHeaders().getETag()).isEqualTo("W/\"tag\"");
        assertThat(compressed.getHeaders().get(HttpHeaders.CONTENT_ENCODING)).containsExactly("gzip");
        assertThat(compressed.getHeaders().getVary()).containsExactlyInAnyOrder("Accept", "Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.getBody())).readAllBytes())
                .isEqualTo(body);
    }

    @Test
    void leavesAShortAnswerAsItIs() {
        assertThat(answer(new byte[100], GZIP).getBody()).hasSize(100);
    }

    private ResponseEntity<byte[]> answer(byte[] body, AcceptedEncodings accepted) {
        return cache.answer(
                QUESTION,
                accepted,
                () -> new Reading(
                        ResponseEntity.ok()
                                .eTag("\"tag\"")
                                .varyBy(HttpHeaders.ACCEPT)
                                .body(body),
                        true));
    }

    private String ask(Question question) {
        return new String(
                cache.answer(question, PLAIN, () -> new Reading(read(), true)).getBody(), StandardCharsets.UTF_8);
    }

    private String look() {
        looks.incrementAndGet();
        return state;
    }

    private ResponseEntity<byte[]> read() {
        return ResponseEntity.ok(("reading " + readings.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
