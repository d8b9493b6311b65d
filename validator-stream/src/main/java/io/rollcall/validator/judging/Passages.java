package io.rollcall.validator.judging;

import io.rollcall.tracing.BatchTracer;
import io.rollcall.tracing.Part;
import io.rollcall.tracing.Passage;
import io.rollcall.validator.waiting.RawRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open transaction of each of the topology's threads, as it is traced. Thread-safe. */
public final class Passages {

    private static final String OPERATION = "judge";

    private final BatchTracer tracer;
    private final Map<Thread, Passage> open = new ConcurrentHashMap<>();

    public Passages(BatchTracer tracer) {
        this.tracer = tracer;
    }

    /** Takes a record into this thread's transaction; says what that has of the same batch. */
    Part take(RawRecord raw) {
        Thread thread = Thread.currentThread();
        Passage passage = open.get(thread);
        if (passage == null) {
            passage = tracer.passage(OPERATION);
            open.put(thread, passage);
        }
        return passage.take(raw.topic(), raw.headers());
    }

    /** This thread's transaction is committed. */
    public void committed() {
        Passage passage = open.get(Thread.currentThread());
        if (passage != null) {
            passage.committed();
        }
        ended();
    }

    /** This thread's transaction, if there is one, has come to its end, whichever it is. */
    public void ended() {
        Passage passage = open.remove(Thread.currentThread());
        if (passage != null) {
            passage.close();
        }
    }
}
