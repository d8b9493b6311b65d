package io.rollcall.validator;

import io.rollcall.schemas.wire.RegistryUnavailableException;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
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

    /** What health says of it: another program's message may tell of hosts and users. */
    static String told(Throwable trouble) {
        return where(trouble) + ": " + root(trouble).getClass().getName() + "; the log says more";
    }

    private static String where(Throwable trouble) {
        for (@Nullable Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return "the registry is away or refuses";
            }
        }
        return switch (root(trouble)) {
            case KafkaException _ -> "Kafka is away or refuses";
            case IOException _, RocksDBException _ -> "a file cannot be read or written";
            default -> "something unexpected";
        };
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
