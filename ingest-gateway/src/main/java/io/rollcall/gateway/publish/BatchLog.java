package io.rollcall.gateway.publish;

import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.BatchProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Says on the topic {@code batches} what has become of a batch. Thread-safe. */
public final class BatchLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<BatchProgress> said;
    private final ExecutorService lastWords = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A log.
     *
     * @param said hears everything that Kafka has acknowledged, before anyone is told that it has
     */
    public BatchLog(Producer<byte[], byte[]> producer, Consumer<BatchProgress> said) {
        this.producer = producer;
        this.said = said;
    }

    /** Completes when Kafka has acknowledged it. */
    public CompletableFuture<Void> say(BatchProgress progress) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        byte[] key = progress.batch().toString().getBytes(StandardCharsets.US_ASCII);
        try {
            Future<RecordMetadata> _ = producer.send(
                    new ProducerRecord<>(Topics.BATCHES, key, JSON.writeValueAsBytes(progress)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            said.accept(progress);
                            acknowledged.complete(null);
                        } else {
                            acknowledged.completeExceptionally(failure);
                        }
                    });
        } catch (RuntimeException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    /** Says it, and says it again for as long as Kafka is away and this gateway lives. */
    public void sayInTheEnd(BatchProgress progress) {
        said.accept(progress);
        lastWords.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    say(progress).join();
                    return;
                } catch (CompletionException e) {
                    LOG.atWarn()
                            .addKeyValue("batch", progress.batch())
                            .addKeyValue("reason", String.valueOf(e.getCause()))
                            .log("the end of a batch is not in the log yet");
                    pause();
                }
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        lastWords.shutdownNow();
    }
}
