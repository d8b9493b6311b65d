package io.rollcall.validator;

import org.apache.kafka.streams.KafkaStreams;

/** One run of the topology, from a start to an end. */
record Life(KafkaStreams streams, WatchedClients clients) {

    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }
}
