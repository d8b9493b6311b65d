package io.rollcall.validator;

import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.rocksdb.RocksDBException;

/** Tells broken infrastructure, which passes, from a mistake of this program or its settings, which does not. */
final class Trouble {

    private Trouble() {}

    /** Whether it is worth to wait and try again. */
    static boolean passes(Throwable trouble) {
        return switch (root(trouble)) {
            case SerializationException _, RecordTooLargeException _ -> false;
            // Such as a ConfigException for a broker whose name cannot be resolved yet.
            case KafkaException _, IOException _, RocksDBException _, InterruptedException _ -> true;
            default -> false;
        };
    }

    /** What kind of trouble it is, without a word of whoever reported it. */
    static String kind(Throwable trouble) {
        return root(trouble).getClass().getSimpleName() + "; the log says more";
    }

    /** What lies at the bottom of it. */
    static Throwable root(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
