package io.rollcall.validator;

import static io.rollcall.validator.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import io.rollcall.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void tellsOfAnErrorThatEndsItEvenIfItsCauseWouldPass() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Error error = new ExceptionInInitializerError(new IOException("of a class that cannot be loaded"));
        Worker.Task task = _ -> {
            throw error;
        };
        try (Worker worker = Worker.start("worker-of-a-test", task, told::complete)) {
            assertThat(worker).isNotNull();
            assertThat(told.get(30, TimeUnit.SECONDS)).isSameAs(error);
        }
    }

    @Test
    void saysSinceWhenItWaitsUntilItGetsOn() throws Exception {
        BlockingQueue<Optional<RuntimeException>> fates = new LinkedBlockingQueue<>();
        Worker.Task task = progress -> {
            Optional<RuntimeException> trouble = fates.take();
            if (trouble.isPresent()) {
                throw trouble.get();
            }
            progress.run();
        };
        try (Worker worker = Worker.start("worker-of-a-test", task, failure -> {})) {
            assertThat(worker.waiting()).isNull();

            SchemaRegistry nobody = new SchemaRegistry(URI.create("http://127.0.0.1:1/apis/ccompat/v7"));
            fates.add(Optional.of(catchRuntimeException(() -> nobody.schemaById(1))));
            Worker.Waiting first = await().until(worker::waiting, Objects::nonNull);
            assertThat(first.why())
                    .startsWith("the registry is away or refuses: java.n")
                    .endsWith("Exception; the log says more");

            fates.add(Optional.of(new TimeoutException("of kafka:9092")));
            Worker.Waiting second = await().until(worker::waiting, waiting -> !first.equals(waiting));
            assertThat(second)
                    .isEqualTo(new Worker.Waiting(
                            first.since(),
                            "Kafka is away or refuses: org.apache.kafka.common.errors.TimeoutException;"
                                    + " the log says more"));

            fates.add(Optional.empty());
            await().until(() -> worker.waiting() == null);
        }
    }

    @Test
    void aMereReturnIsNoProgress() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch returned = new CountDownLatch(3);
        Worker.Task task = progress -> {
            if (times.getAndIncrement() == 0) {
                throw new TimeoutException("of kafka:9092");
            }
            returned.countDown();
            Thread.sleep(10);
        };
        try (Worker worker = Worker.start("worker-of-a-test", task, failure -> {})) {
            assertThat(returned.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.waiting()).isNotNull();
        }
    }
}
