package io.rollcall.sink.orphans;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.kafka.SentHeaders;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.rules.AvroRows;
import io.rollcall.schemas.rules.Original;
import io.rollcall.schemas.rules.Reference;
import io.rollcall.schemas.rules.Rules;
import io.rollcall.schemas.rules.Sent;
import io.rollcall.schemas.rules.SentRow;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.schemas.wire.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letter of a valid record that has lost what it refers to. For one thread. */
final class OrphanLetter {

    private static final int WIRE_HEADER = 5;

    private final Tables tables;
    private final SchemaRegistry registry;

    OrphanLetter(Tables tables, SchemaRegistry registry) {
        this.tables = tables;
        this.registry = registry;
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
        GenericRecord value = read(table, message.value());
        return new DeadLetter(
                DeadLetter.id(message.topic(), message.partition(), message.offset()),
                table.name(),
                SentHeaders.batch(message.headers()),
                SentHeaders.row(message.headers()),
                Original.text(SentHeaders.text(message.headers(), RecordHeaders.SOURCE)),
                Original.text(SentHeaders.text(message.headers(), RecordHeaders.SUBMITTED_BY)),
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

    /** The value as the table is described now, whichever schema wrote it. */
    private GenericRecord read(Table table, byte[] value) {
        try {
            Schema written = registry.schemaById(ByteBuffer.wrap(value).getInt(1));
            return new GenericDatumReader<GenericRecord>(written, table.strictSchema())
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, null));
        } catch (UnknownSchemaException | IOException e) {
            throw new IllegalStateException("what was read as a row a moment ago is none of " + table.name(), e);
        }
    }

    private static Reference reference(Column column, GenericRecord value) {
        long id = (Long) value.get(column.name());
        return new Reference(column, id, new Sent.Whole(id));
    }
}
