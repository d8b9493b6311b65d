package io.rollcall.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady rate, however slow the answers are. A latency counts from the moment at which its request was
 * due, so that a request which had to wait for the ones before it is not taken for a quick one.
 */
final class Load {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Duration between;
    private final int requests;

    /**
     * @param perSecond how many requests a second
     * @param lasting for how long
     */
    Load(int perSecond, Duration lasting) {
        this.between = Duration.ofSeconds(1).dividedBy(perSecond);
        this.requests = Math.toIntExact(lasting.dividedBy(between));
    }

    /**
     * Sends the requests in turn, again and again.
     *
     * @param expected the status of every answer
     * @throws IOException if an answer has another status or does not come
     */
    Latencies run(List<HttpRequest> inTurn, int expected) throws IOException, InterruptedException {
        List<Future<Double>> answers = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                long due = start + i * between.toNanos();
                sleepUntil(due);
                HttpRequest request = inTurn.get(i % inTurn.size());
                answers.add(senders.submit(() -> millis(request, expected, due)));
            }
        }
        List<Double> millis = new ArrayList<>();
        for (Future<Double> answer : answers) {
            try {
                millis.add(answer.get());
            } catch (ExecutionException e) {
                throw new IOException("a request under load failed", e.getCause());
            }
        }
        return new Latencies(millis);
    }

    private double millis(HttpRequest request, int expected, long due) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        long nanos = System.nanoTime() - due;
        if (answer.statusCode() != expected) {
            throw new IOException(
                    request.uri() + " answered " + answer.statusCode() + " where " + expected + " is due");
        }
        return nanos / 1e6;
    }

    private static void sleepUntil(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
