package io.rollcall.gateway.publish;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Up to a thousand rows on their way: settled when none is under way and no further will come. */
final class Chunk implements Callback {

    /** What a chunk tells of itself, on the producer's own thread. */
    interface Listener {
        void failed(Exception reason);

        void settled(Chunk chunk);
    }

    private final String table;
    private final int number;
    private final Listener listener;
    private final AtomicInteger acknowledged = new AtomicInteger();
    /** Rows under way, and one more until the chunk is closed. */
    private final AtomicInteger open = new AtomicInteger(1);

    Chunk(String table, int number, Listener listener) {
        this.table = table;
        this.number = number;
        this.listener = listener;
    }

    String table() {
        return table;
    }

    int number() {
        return number;
    }

    /** How many of its rows Kafka has acknowledged. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Before a row is sent. */
    void begin() {
        open.incrementAndGet();
    }

    /** After the last row was sent. */
    void close() {
        end();
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            acknowledged.incrementAndGet();
        } else {
            listener.failed(exception);
        }
        end();
    }

    private void end() {
        if (open.decrementAndGet() == 0) {
            listener.settled(this);
        }
    }
}
