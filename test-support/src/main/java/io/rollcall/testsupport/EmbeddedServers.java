package io.rollcall.testsupport;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** In this JVM and its child processes. */
record EmbeddedServers() implements Servers {

    private static final AtomicInteger BROKERS = new AtomicInteger();

    @Override
    public String bootstrapServers() {
        return Kafka.SHARED.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return Registry.SHARED.url();
    }

    @Override
    public Database database(String name) {
        return Postgres.SHARED.create(name);
    }

    @Override
    public Broker startBroker() {
        return new InThisJvm(
                TemporaryParts.started(new EmbeddedKafka(folder("kafka-" + BROKERS.incrementAndGet()), 0, 0)));
    }

    private static Path folder(String name) {
        return TemporaryParts.folder().resolve(name);
    }

    private record InThisJvm(EmbeddedKafka kafka) implements Broker {

        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void stop() {
            kafka.stop();
        }

        @Override
        public void start() {
            kafka.start();
        }
    }

    // Each in a class of its own: Java initializes a class once, and only when it is used.

    private static final class Kafka {
        static final Broker SHARED = new EmbeddedServers().startBroker();
    }

    private static final class Registry {
        static final EmbeddedRegistry SHARED = TemporaryParts.started(new EmbeddedRegistry(folder("registry"), 0));
    }

    private static final class Postgres {
        static final EmbeddedDatabase SHARED = TemporaryParts.started(new EmbeddedDatabase(folder("postgres"), 0));
    }
}
