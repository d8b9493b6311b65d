package io.rollcall.embedded;

import java.util.List;

/**
 * One of the systems that Rollcall's services stand on. Its ports are settled when it is made and stay the same however often
 * it is stopped and started again, and so does its data.
 */
public sealed interface Part extends AutoCloseable permits EmbeddedKafka, EmbeddedRegistry, EmbeddedDatabase {

    /** What people call it: {@code Kafka}, {@code the schema registry}, {@code PostgreSQL}. */
    String name();

    /** Every port on 127.0.0.1 that it listens on while it runs. */
    List<Integer> ports();

    /**
     * Starts it and returns when it answers; does nothing if it runs already.
     *
     * @throws PortTakenException if another program listens on one of its ports
     * @throws PartFailedException if it does not come up
     */
    void start();

    /** Stops it in good order and returns when it is gone; does nothing if it does not run. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
