package io.rollcall.quickstart;

import io.rollcall.embedded.PartFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/** The five Spring Boot applications of this JVM. */
final class Services {

    private static final Duration TIME_TO_BE_READY = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;

    private final ServiceSettings settings;
    private final Queue<ConfigurableApplicationContext> running = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Services(ServiceSettings settings) {
        this.settings = settings;
    }

    /** Returns when the service says that it is ready. */
    void start(Service service) {
        running.add(service.application().registerShutdownHook(false).run(settings.of(service)));
        awaitReady(service);
    }

    /** One action for each running service that ends it in good order. */
    Collection<Runnable> endings() {
        return List.copyOf(running).stream()
                .<Runnable>map(context -> context::close)
                .toList();
    }

    private void awaitReady(Service service) {
        HttpRequest readiness = HttpRequest.newBuilder(URI.create(settings.readinessOf(service)))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + TIME_TO_BE_READY.toNanos();
        try {
            while (!isReady(readiness)) {
                if (System.nanoTime() > deadline) {
                    throw new PartFailedException("The %s is not ready after %d s; the logs say more."
                            .formatted(service.label(), TIME_TO_BE_READY.toSeconds()));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("Interrupted while the " + service.label() + " started", e);
        }
    }

    private boolean isReady(HttpRequest readiness) throws InterruptedException {
        try {
            return http.send(readiness, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
