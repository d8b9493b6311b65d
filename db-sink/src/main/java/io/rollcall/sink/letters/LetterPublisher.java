package io.rollcall.sink.letters;

import io.rollcall.schemas.Topics;
import io.rollcall.schemas.kafka.LetterSerializer;
import io.rollcall.schemas.record.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the topic of dead letters what the sink has rejected. */
public final class LetterPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LetterPublisher.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LetterSerializer serializer = new LetterSerializer();

    /**
     * A publisher.
     *
     * @param producers make a producer whose records are kept once they are acknowledged; made when there is something
     *     to say, which is rare
     */
    public LetterPublisher(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Publishes letters, before the transaction that stores them is committed: the topic lacks none.
     *
     * @throws KafkaException if they are not acknowledged; they may be published again then, under the same ids
     */
    public void publish(Collection<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = producers.get()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            letters.forEach(letter -> sent.add(producer.send(message(letter))));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("dead letters were not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
        LOG.warn("{} records refer to what is gone: they are dead letters now", letters.size());
    }

    private ProducerRecord<byte[], byte[]> message(DeadLetter letter) {
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS,
                letter.table().getBytes(StandardCharsets.UTF_8),
                serializer.serialize(Topics.DEAD_LETTERS, letter));
    }
}
