package io.rollcall.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.rows.RawRow;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.BatchProgress.Part;
import io.rollcall.tracing.BatchTracer;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final Table JOBS = Tables.fromClassPath().named("jobs").orElseThrow();
    private static final Sender SENDER = new Sender("ann", "127.0.0.1", null);

    private final MockProducer<String, GenericRecord> kafka =
            new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
    private final Publication publication = new Publication(kafka, UUID.randomUUID(), SENDER, BatchTracer.off());

    @Test
    void aThousandIsSaidOnlyWhenAllOfItIsAcknowledged() {
        send(2500);
        assertThat(publication.settledParts()).isEmpty();
        acknowledge(1000);
        assertThat(publication.settledParts()).containsExactly(new Part("jobs", 0, 1000));
        acknowledge(999);
        assertThat(publication.settledParts()).isEmpty();
        acknowledge(501);
        publication.finish();
        assertThat(publication.settledParts()).containsExactly(new Part("jobs", 1, 1000), new Part("jobs", 2, 500));
        assertThat(publication.acknowledged()).isEqualTo(2500);
        assertThat(publication.hasFailed()).isFalse();
    }

    @Test
    void whatWasNotAcknowledgedIsNotCounted() {
        send(10);
        acknowledge(6);
        while (kafka.errorNext(new TimeoutException("away"))) {
            assertThat(publication.hasFailed()).isTrue();
        }
        publication.finish();
        assertThat(publication.settledParts()).containsExactly(new Part("jobs", 0, 6));
        assertThat(publication.failure()).containsInstanceOf(TimeoutException.class);
    }

    @Test
    void aRowThatCannotEvenBeSentCountsAsFailed() {
        kafka.sendException = new IllegalStateException("closed");
        send(1);
        publication.finish();
        assertThat(publication.hasFailed()).isTrue();
        assertThat(publication.settledParts()).isEmpty();
    }

    @Test
    void nothingSentIsNothingToWaitFor() {
        publication.finish();
        publication.finish();
        assertThat(publication.settledParts()).isEmpty();
        assertThat(publication.hasFailed()).isFalse();
    }

    private void send(int rows) {
        for (int i = 0; i < rows; i++) {
            GenericRecord value = new GenericData.Record(JOBS.rawSchema());
            value.put("id", (long) i);
            publication.send(JOBS, new RawRow(value, null, 0), "127.0.0.1");
        }
    }

    private void acknowledge(int rows) {
        for (int i = 0; i < rows; i++) {
            assertThat(kafka.completeNext()).isTrue();
        }
    }
}
