package io.rollcall.testsupport;

import io.rollcall.embedded.Database;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The broker, schema registry and PostgreSQL that the tests of this JVM share. Each is started when a test first asks for it and
 * stopped when the JVM ends: embedded, or in containers if the system property {@code backends} says so. A test that stops the
 * registry or PostgreSQL to see what happens starts its own.
 */
public final class Backends {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Backends() {}

    /** Why tests that need any of these are skipped; empty if they are not. */
    public static Optional<String> absence() {
        try {
            Servers.chosen();
            return Optional.empty();
        } catch (NoDockerException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Where the shared broker listens; topics are not created by themselves. */
    public static String bootstrapServers() {
        return Servers.chosen().bootstrapServers();
    }

    /** The base URL of the shared registry's Confluent API. */
    public static String registryUrl() {
        return Servers.chosen().registryUrl();
    }

    /** An empty database of its own, with an owner and a reader. */
    public static Database freshDatabase() {
        return Servers.chosen().database("test_" + DATABASES.incrementAndGet());
    }

    /** A started broker without topics, for tests that need one to themselves; stopped with the JVM if not before. */
    public static Broker freshKafka() {
        return Servers.chosen().startBroker();
    }
}
