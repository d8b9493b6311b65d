package io.rollcall.validator.judging;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.record.DeadLetter;
import io.rollcall.schemas.record.Violation;
import io.rollcall.schemas.rules.Judgement;
import io.rollcall.schemas.rules.Reference;
import io.rollcall.schemas.rules.Rules;
import io.rollcall.schemas.wire.AvroReader;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.tracing.Part;
import io.rollcall.validator.waiting.KnownIds;
import io.rollcall.validator.waiting.Parked;
import io.rollcall.validator.waiting.RawRecord;
import io.rollcall.validator.waiting.Tide;
import io.rollcall.validator.waiting.WaitingRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Gives each raw record its one verdict, now or after a wait for what it refers to.
 *
 * <p>Records of one id keep their order, waits included: behind a row that waits and would be stored, later ones of the
 * same id queue. A row that will be rejected anyway holds nobody up.
 */
public final class JudgeProcessor implements Processor<byte[], byte[], String, Object> {

    private static final Duration TURN = Duration.ofMillis(100);
    /** How long one turn may take, so that the thread goes on polling and its transaction stays small. */
    private static final Duration TURN_BUDGET = Duration.ofMillis(200);

    private final Tables tables;
    private final Tide tide;
    private final Tally tally;
    private final Passages passages;
    private final AvroReader reader;
    private final Map<String, Bench> benches = new HashMap<>();
    private final Map<String, KnownIds> known = new HashMap<>();
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable WaitingRoom room;

    public JudgeProcessor(Tables tables, SchemaRegistry registry, Tide tide, Tally tally, Passages passages) {
        this.tables = tables;
        this.tide = tide;
        this.tally = tally;
        this.passages = passages;
        this.reader = new AvroReader(registry);
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        for (Table table : tables) {
            benches.put(table.rawTopic(), new Bench(table, reader));
        }
        for (Table table : tables.referenced()) {
            known.put(table.name(), processorContext.getStateStore(KnownIds.storeName(table)));
        }
        room = new WaitingRoom(processorContext.getStateStore(WaitingRoom.STORE), known, tally::parked);
        processorContext.schedule(TURN, PunctuationType.WALL_CLOCK_TIME, _ -> turn());
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        Judged judged = judge(new RawRecord(
                place.topic(),
                place.partition(),
                place.offset(),
                message.timestamp(),
                context().currentSystemTimeMs(),
                message.headers(),
                message.value()));
        tally.received(judged.table());
        OptionalLong held = judged.judgement() instanceof Judgement.Sound sound
                ? OptionalLong.of(sound.id())
                : OptionalLong.empty();
        if (held.isPresent() && room().isHeld(judged.table(), held.getAsLong())) {
            passages.take(judged.raw()).became("parked");
            room().queue(judged.table(), held.getAsLong(), judged.raw());
        } else {
            settle(judged, held, /* timeIsUp= */ false);
        }
    }

    @Override
    public void close() {
        if (room != null) {
            room.close();
        }
    }

    /** Lets go whose references have come, then whose time is up. */
    private void turn() {
        long end = System.nanoTime() + TURN_BUDGET.toNanos();
        while (System.nanoTime() < end && resume(room().released(), /* timeIsUp= */ false)) {}
        while (System.nanoTime() < end && resume(room().overdue(tide), /* timeIsUp= */ true)) {}
    }

    private boolean resume(List<Parked> rows, boolean timeIsUp) {
        for (Parked parked : rows) {
            Judged judged = judge(parked.raw());
            if (settle(judged, parked.held(), timeIsUp) && parked.held().isPresent()) {
                settleQueue(judged.table(), parked.held().getAsLong());
            }
        }
        return !rows.isEmpty();
    }

    private void settleQueue(Table table, long id) {
        for (RawRecord next = room().next(table, id); next != null; next = room().next(table, id)) {
            if (!settle(judge(next), OptionalLong.of(id), tide.isOver(next.arrived()))) {
                return;
            }
        }
    }

    /** Gives the verdict, or a place in the waiting room; says whether it was the verdict. */
    private boolean settle(Judged judged, OptionalLong held, boolean timeIsUp) {
        List<Reference> missing = missing(judged.judgement());
        if (!missing.isEmpty() && !timeIsUp) {
            passages.take(judged.raw()).became("parked");
            room().park(judged.raw(), judged.table(), held, missing.getFirst());
            return false;
        }
        switch (judged.judgement()) {
            case Judgement.Sound sound when missing.isEmpty() -> accept(judged, sound);
            case Judgement.Sound _ -> reject(judged, List.of(), missing);
            case Judgement.Faulty faulty -> reject(judged, faulty.violations(), missing);
        }
        return true;
    }

    private List<Reference> missing(Judgement judgement) {
        List<Reference> missing = null;
        for (Reference reference : judgement.references()) {
            if (!Objects.requireNonNull(known.get(reference.table())).contains(reference.id())) {
                missing = missing == null ? new ArrayList<>(2) : missing;
                missing.add(reference);
            }
        }
        return missing == null ? List.of() : missing;
    }

    private void accept(Judged judged, Judgement.Sound sound) {
        RawRecord raw = judged.raw();
        tally.accepted(judged.table());
        Headers headers = goingOn(raw, "accepted");
        context()
                .forward(
                        new Record<>(Long.toString(sound.id()), sound.value(), raw.timestamp(), headers),
                        judged.table().validTopic());
    }

    private void reject(Judged judged, List<Violation> violations, List<Reference> missing) {
        List<Violation> all = new ArrayList<>(violations);
        missing.forEach(reference -> all.add(Rules.unknownReference(reference)));
        tally.rejected(judged.table(), all);
        long now = context().currentSystemTimeMs();
        DeadLetter letter = DeadLetters.of(judged, all, Instant.ofEpochMilli(now));
        Headers headers = goingOn(judged.raw(), "rejected");
        context().forward(new Record<>(letter.table(), letter, now, headers), Topics.DEAD_LETTERS);
    }

    private Headers goingOn(RawRecord raw, String outcome) {
        Part part = passages.take(raw);
        part.became(outcome);
        return part.goingOn(raw.headers());
    }

    private Judged judge(RawRecord raw) {
        return Objects.requireNonNull(benches.get(raw.topic()), raw.topic()).judge(raw);
    }

    private ProcessorContext<String, Object> context() {
        return Objects.requireNonNull(context);
    }

    private WaitingRoom room() {
        return Objects.requireNonNull(room);
    }
}
