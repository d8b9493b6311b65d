package io.rollcall.testsupport;

/** A Kafka broker of a test's own. Its address and its topics stay the same however often it is stopped and started again. */
public interface Broker {

    /** What clients connect to; topics are not created by themselves. */
    String bootstrapServers();

    /** Stops it in good order and returns when it is gone; does nothing if it does not run. */
    void stop();

    /** Starts it again and returns when it answers; does nothing if it runs. */
    void start();
}
