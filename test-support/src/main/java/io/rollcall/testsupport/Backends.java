package io.rollcall.testsupport;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The broker, schema registry and PostgreSQL that the tests of this JVM share. Each is started when a test first asks for it and
 * stopped when the JVM ends. A test that stops a part to see what happens starts its own.
 */
public final class Backends {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Backends() {}

    /** Where the shared broker listens; topics are not created by themselves. */
    public static String bootstrapServers() {
        return Kafka.SHARED.bootstrapServers();
    }

    /** The base URL of the shared registry's Confluent API. */
    public static String registryUrl() {
        return Registry.SHARED.url();
    }

    /** An empty database of its own, with an owner and a reader. */
    public static Database freshDatabase() {
        return Postgres.SHARED.create("test_" + COUNTER.incrementAndGet());
    }

    /** A started broker without topics, for tests that need one to themselves; stopped with the JVM if not before. */
    public static EmbeddedKafka freshKafka() {
        return TemporaryParts.started(new EmbeddedKafka(folder("kafka-" + COUNTER.incrementAndGet()), 0, 0));
    }

    private static Path folder(String name) {
        return TemporaryParts.folder().resolve(name);
    }

    // Each in a class of its own: Java initializes a class once, and only when it is used.

    private static final class Kafka {
        static final EmbeddedKafka SHARED = TemporaryParts.started(new EmbeddedKafka(folder("kafka"), 0, 0));
    }

    private static final class Registry {
        static final EmbeddedRegistry SHARED = TemporaryParts.started(new EmbeddedRegistry(folder("registry"), 0));
    }

    private static final class Postgres {
        static final EmbeddedDatabase SHARED = TemporaryParts.started(new EmbeddedDatabase(folder("postgres"), 0));
    }
}
