package io.rollcall.sink.letters;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.rules.AvroRows;
import io.rollcall.schemas.rules.Original;
import io.rollcall.schemas.rules.Reference;
import io.rollcall.schemas.rules.Rules;
import io.rollcall.schemas.rules.Sent;
import io.rollcall.schemas.rules.SentRow;
import io.rollcall.schemas.wire.AvroDeserializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letter of a valid record that has lost what it refers to. For one thread. */
final class OrphanLetter {

    private final Tables tables;
    private final AvroDeserializer deserializer;

    OrphanLetter(Tables tables, SchemaRegistry registry) {
        this.tables = tables;
        this.deserializer = new AvroDeserializer(registry);
    }

    /**
     * Writes it.
     *
     * @param columns those that refer to nothing
     */
    DeadLetter of(ConsumerRecord<byte[], byte[]> message, List<Column> columns, Instant now) {
        Table table = tables.stream()
                .filter(known -> known.validTopic().equals(message.topic()))
                .findFirst()
                .orElseThrow();
        GenericRecord value = Objects.requireNonNull(deserializer.deserialize(message.topic(), message.value()));
        return new DeadLetter(
                DeadLetter.id(message.topic(), message.partition(), message.offset()),
                table.name(),
                RecordHeaders.batch(message.headers()),
                RecordHeaders.row(message.headers()),
                Original.text(RecordHeaders.text(message.headers(), RecordHeaders.SOURCE)),
                Original.text(RecordHeaders.text(message.headers(), RecordHeaders.SUBMITTED_BY)),
                message.topic(),
                message.partition(),
                message.offset(),
                Instant.ofEpochMilli(message.timestamp()),
                now,
                columns.stream()
                        .map(column -> Rules.unknownReference(reference(column, value)))
                        .toList(),
                Original.json(table, asText(new AvroRows(table).row(value))),
                null);
    }

    /** Moments as text, as whoever sends the record again would write them. */
    private static SentRow.Fields asText(SentRow.Fields row) {
        return new SentRow.Fields(
                row.columns().stream()
                        .map(sent -> sent instanceof Sent.Moment(long value, TimeUnit unit)
                                ? new Sent.Text(Instant.EPOCH
                                        .plus(value, unit.toChronoUnit())
                                        .toString())
                                : sent)
                        .toList(),
                row.unknown());
    }

    private static Reference reference(Column column, GenericRecord value) {
        long id = (Long) value.get(column.name());
        return new Reference(column, id, new Sent.Whole(id));
    }
}
