package io.rollcall.benchmarks;

import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.net.URI;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A record a partition every 20 ms, until closed. */
final class SteadyJobs implements AutoCloseable {

    private static final int EVERY_MILLIS = 20;

    private final KafkaProducer<String, GenericRecord> producer;
    private final Thread thread;
    private volatile boolean ended;

    /** Begins to publish jobs on a topic, whose records have that schema. */
    SteadyJobs(String bootstrapServers, URI registry, String topic, Schema schema, int partitions) {
        producer = new KafkaProducer<>(
                // One request at a time: a topic that was made a moment ago may refuse the first and take the second.
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new AvroSerializer(new SchemaRegistry(registry)));
        thread = Thread.ofPlatform().daemon().name("steady-jobs").start(() -> publish(topic, schema, partitions));
    }

    private void publish(String topic, Schema schema, int partitions) {
        long id = 1;
        while (!ended) {
            for (int partition = 0; partition < partitions; partition++, id++) {
                GenericRecord job = new GenericData.Record(schema);
                job.put(0, id);
                job.put(1, "job " + id);
                var _ = producer.send(new ProducerRecord<>(topic, partition, String.valueOf(id), job));
            }
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
