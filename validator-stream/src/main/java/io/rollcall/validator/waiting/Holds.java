package io.rollcall.validator.waiting;

import java.util.HashMap;
import java.util.Map;

/** The ids behind which later records of the same id queue, with the length of each queue. */
final class Holds {

    private final Map<String, Map<Long, Integer>> queues = new HashMap<>();

    void hold(String table, long id) {
        ofTable(table).putIfAbsent(id, 0);
    }

    boolean isHeld(String table, long id) {
        Map<Long, Integer> held = queues.get(table);
        return held != null && held.containsKey(id);
    }

    void queued(String table, long id) {
        ofTable(table).merge(id, 1, Integer::sum);
    }

    /** The holder is gone: whether another one of the queue takes its place, else the hold ends. */
    boolean next(String table, long id) {
        return ofTable(table).computeIfPresent(id, (_, length) -> length == 0 ? null : length - 1) != null;
    }

    private Map<Long, Integer> ofTable(String table) {
        return queues.computeIfAbsent(table, _ -> new HashMap<>());
    }
}
