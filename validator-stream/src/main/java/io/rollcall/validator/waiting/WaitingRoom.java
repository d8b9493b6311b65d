package io.rollcall.validator.waiting;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.rules.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The records of one task that wait. Each lies in the state store under the one reference that it waits for at the
 * moment; what is in memory is worked out from the store when the task starts. For one thread.
 */
public final class WaitingRoom implements AutoCloseable {

    public static final String STORE = "waiting";
    /** So many are taken from the store at once. */
    private static final int HANDFUL = 500;

    private static final long NOTHING_YET = -1;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<String, KnownIds> known;
    private final IntConsumer countChange;
    private final Map<String, Long> seen = new HashMap<>();
    private final Waiters waiters = new Waiters();
    private final Holds holds = new Holds();
    private final Deque<Missing> appeared = new ArrayDeque<>();
    private int count;

    /**
     * A room.
     *
     * @param known the ids of each referenced table, by its name
     * @param countChange is told how many came or went
     */
    public WaitingRoom(KeyValueStore<Bytes, byte[]> store, Map<String, KnownIds> known, IntConsumer countChange) {
        this.store = store;
        this.known = known;
        this.countChange = countChange;
        recallWaiting();
        recallQueued();
        known.keySet().forEach(table -> seen.put(table, NOTHING_YET));
    }

    /** Lets a record wait for a reference; later ones of the id that it holds are to be queued. */
    public void park(RawRecord raw, Table table, OptionalLong held, Reference reference) {
        Missing missing = new Missing(reference.table(), reference.id());
        store.put(ParkedKey.waiting(missing, raw), ParkedFormat.write(new Parked(raw, held)));
        waiters.add(missing, raw.arrived());
        held.ifPresent(id -> holds.hold(table.name(), id));
        changeCount(1);
    }

    /** Whether a record waits behind which others of that id must queue. */
    public boolean isHeld(Table table, long id) {
        return holds.isHeld(table.name(), id);
    }

    /** Puts a record behind those of its id that wait. */
    public void queue(Table table, long id, RawRecord raw) {
        Bytes key = ParkedKey.queued(table.name(), id, raw.offset());
        store.put(key, ParkedFormat.write(new Parked(raw, OptionalLong.of(id))));
        holds.queued(table.name(), id);
        changeCount(1);
    }

    /** Takes the next in the queue of an id, whose former holder has its verdict; null, and no more hold, if none is. */
    public @Nullable RawRecord next(Table table, long id) {
        if (!holds.next(table.name(), id)) {
            return null;
        }
        Bytes from = ParkedKey.queued(table.name(), id, 0);
        Bytes to = ParkedKey.queued(table.name(), id, Long.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> queue = store.range(from, to)) {
            KeyValue<Bytes, byte[]> first = queue.next();
            store.delete(first.key);
            changeCount(-1);
            return ParkedFormat.read(first.value).raw();
        }
    }

    /** Takes a handful of those whose reference has come; they are gone from here, but still hold their ids. */
    public List<Parked> released() {
        noteAppearances();
        while (!appeared.isEmpty()) {
            Missing here = appeared.getFirst();
            List<Parked> rows = ids(here.table()).contains(here.id()) ? take(here, _ -> true) : List.of();
            if (!rows.isEmpty()) {
                return rows;
            }
            appeared.removeFirst();
        }
        return List.of();
    }

    /** Takes a handful of those whose wait is over; they are gone from here, but still hold their ids. */
    public List<Parked> overdue(Tide tide) {
        for (Missing first = waiters.first(); first != null; first = waiters.first()) {
            if (!tide.isOver(waiters.oldest(first))) {
                break;
            }
            List<Parked> rows = take(first, tide::isOver);
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        changeCount(-count);
    }

    private List<Parked> take(Missing missing, LongPredicate mayGo) {
        List<Parked> taken = new ArrayList<>();
        Bytes from = ParkedKey.firstWaiting(missing, waiters.oldest(missing));
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, ParkedKey.lastWaiting(missing))) {
            while (taken.size() < HANDFUL && waiting.hasNext()) {
                KeyValue<Bytes, byte[]> next = waiting.next();
                Parked parked = ParkedFormat.read(next.value);
                waiters.noneBefore(missing, parked.raw().arrived());
                if (!mayGo.test(parked.raw().arrived())) {
                    break;
                }
                store.delete(next.key);
                waiters.remove(missing);
                changeCount(-1);
                taken.add(parked);
            }
        }
        return taken;
    }

    private void noteAppearances() {
        seen.replaceAll((table, until) -> {
            Appearances appearances = ids(table).appearances();
            long count = appearances.count();
            if (count == until) {
                return until;
            }
            long[] news = until == NOTHING_YET ? null : appearances.since(until);
            if (news == null) {
                waiters.all().stream()
                        .filter(missing ->
                                missing.table().equals(table) && ids(table).contains(missing.id()))
                        .forEach(appeared::add);
                return count;
            }
            for (long id : news) {
                Missing missing = new Missing(table, id);
                if (waiters.contains(missing)) {
                    appeared.add(missing);
                }
            }
            return until + news.length;
        });
    }

    private void recallWaiting() {
        try (KeyValueIterator<Bytes, byte[]> all = all(ParkedKey.WAITING)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                Parked parked = ParkedFormat.read(next.value);
                waiters.add(ParkedKey.tableAndId(next.key), parked.raw().arrived());
                parked.held().ifPresent(id -> holds.hold(parked.raw().table(), id));
                changeCount(1);
            }
        }
    }

    private void recallQueued() {
        try (KeyValueIterator<Bytes, byte[]> all = all(ParkedKey.QUEUED)) {
            while (all.hasNext()) {
                Missing holder = ParkedKey.tableAndId(all.next().key);
                holds.queued(holder.table(), holder.id());
                changeCount(1);
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> all(byte kind) {
        return store.range(ParkedKey.first(kind), ParkedKey.last(kind));
    }

    private KnownIds ids(String table) {
        return Objects.requireNonNull(known.get(table), table);
    }

    private void changeCount(int change) {
        count += change;
        countChange.accept(change);
    }
}
