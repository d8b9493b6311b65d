package io.rollcall.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
}
