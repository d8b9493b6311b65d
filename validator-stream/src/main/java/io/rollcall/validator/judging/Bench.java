package io.rollcall.validator.judging;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.RecordHeaders;
import io.rollcall.schemas.rules.AvroRows;
import io.rollcall.schemas.rules.JsonRows;
import io.rollcall.schemas.rules.Judge;
import io.rollcall.schemas.rules.Judgement;
import io.rollcall.schemas.rules.Rules;
import io.rollcall.schemas.rules.SentRow;
import io.rollcall.schemas.wire.AvroReader;
import io.rollcall.schemas.wire.WireValue;
import io.rollcall.validator.waiting.RawRecord;
import java.util.List;

/** Reads and judges the raw records of one table. For one thread. */
final class Bench {

    /** So that it fits every topic that it may have to go to, in whatever form. */
    private static final int MOST_BYTES = 4 << 20;

    private final Table table;
    private final AvroReader reader;
    private final AvroRows avroRows;
    private final JsonRows jsonRows;
    private final Judge judge;

    Bench(Table table, AvroReader reader) {
        this.table = table;
        this.reader = reader;
        this.avroRows = new AvroRows(table);
        this.jsonRows = new JsonRows(table);
        this.judge = new Judge(table);
    }

    /**
     * Judges a record: by the header with its row as it was sent, where there is one, else by its value.
     *
     * @throws io.rollcall.schemas.wire.RegistryUnavailableException if its schema cannot be had now
     */
    Judged judge(RawRecord raw) {
        if (raw.size() > MOST_BYTES) {
            return new Judged(
                    raw,
                    table,
                    new SentRow.Unreadable("it is too large"),
                    new Judgement.Faulty(List.of(Rules.tooLarge(raw.size(), MOST_BYTES)), List.of()));
        }
        byte[] original = raw.header(RecordHeaders.ORIGINAL);
        if (original != null) {
            return judged(raw, jsonRows.row(original));
        }
        if (raw.value() == null) {
            return judged(raw, new SentRow.Unreadable("its value is null, and nothing is deleted through a raw topic"));
        }
        return switch (reader.read(raw.value())) {
            case WireValue.Decoded(var value) -> judged(raw, avroRows.row(value));
            case WireValue.Undecodable(String why) -> judged(raw, new SentRow.Unreadable(why));
            case WireValue.UnknownSchema(int id) ->
                new Judged(
                        raw,
                        table,
                        new SentRow.Unreadable("its schema is unknown"),
                        new Judgement.Faulty(List.of(Rules.unknownSchema(id)), List.of()));
        };
    }

    private Judged judged(RawRecord raw, SentRow row) {
        return new Judged(raw, table, row, judge.judge(row));
    }
}
