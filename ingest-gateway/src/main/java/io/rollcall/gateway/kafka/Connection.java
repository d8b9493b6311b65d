package io.rollcall.gateway.kafka;

import io.rollcall.gateway.claims.Claim;
import io.rollcall.gateway.claims.ClaimLog;
import io.rollcall.gateway.claims.HeardClaims;
import io.rollcall.gateway.publish.BatchLog;
import io.rollcall.gateway.publish.Publication;
import io.rollcall.gateway.publish.Sender;
import io.rollcall.tracing.BatchTracer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Kafka, once it is there: for sending rows, for saying what became of batches, for hearing what others said. */
public final class Connection implements AutoCloseable {

    private static final Duration CLAIMING = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Admin admin;
    private final Producer<String, GenericRecord> rows;
    private final Producer<byte[], byte[]> words;
    private final BatchLog log;
    private final ClaimLog claimLog;
    private final HeardClaims claims;
    private final LogFollower follower;

    Connection(
            Admin admin,
            Producer<String, GenericRecord> rows,
            Producer<byte[], byte[]> words,
            BatchLog log,
            HeardClaims claims,
            LogFollower follower) {
        this.admin = admin;
        this.rows = rows;
        this.words = words;
        this.log = log;
        this.claims = claims;
        claimLog = new ClaimLog(words);
        this.follower = follower;
    }

    public Publication publication(UUID batch, Sender sender, BatchTracer tracer) {
        return new Publication(rows, batch, sender, tracer);
    }

    public BatchLog log() {
        return log;
    }

    /**
     * Claims an idempotency key.
     *
     * @return the claim that holds the key: this one, or one that came before it through whichever gateway
     * @throws KafkaException if the log cannot be asked
     */
    public Claim claim(Claim claim) {
        Optional<Claim> holder = claims.holder(claim.key());
        if (holder.isPresent()) {
            return holder.get();
        }
        Map.Entry<TopicPartition, Long> place = claimLog.put(claim);
        try {
            if (!follower.awaitPositions(Map.ofEntries(place), CLAIMING)) {
                throw new TimeoutException("the claims were not read up to this one within " + CLAIMING);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return claims.holder(claim.key()).orElse(claim);
    }

    /**
     * Waits until everything that any gateway had said of batches before now has been heard here.
     *
     * @throws KafkaException if that does not happen in time
     */
    public void catchUp(Duration atMost) {
        try {
            Map<TopicPartition, OffsetSpec> latest = follower.partitions().stream()
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
            if (!follower.awaitPositions(ends, atMost)) {
                throw new TimeoutException("the batches' log was not read up to its end within " + atMost);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot ask for the end of the batches' log", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static long offset(ListOffsetsResultInfo end) {
        return end.offset();
    }

    @Override
    public void close() {
        log.close();
        follower.stop();
        rows.close(CLOSING);
        words.close(CLOSING);
        admin.close(CLOSING);
    }
}
