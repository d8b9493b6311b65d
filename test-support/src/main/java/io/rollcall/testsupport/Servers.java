package io.rollcall.testsupport;

import io.rollcall.embedded.Database;
import org.testcontainers.DockerClientFactory;

/** What {@link Backends} gives, and where it runs. */
sealed interface Servers permits EmbeddedServers, ContainerServers {

    /** The system property that says where; Maven passes it on to the tests. */
    String PROPERTY = "backends";

    String bootstrapServers();

    String registryUrl();

    Database database(String name);

    Broker startBroker();

    /** Those of this run; where there is nothing to run them on, the test that asks is skipped. */
    static Servers chosen() {
        return named(System.getProperty(PROPERTY, "embedded"));
    }

    /** @throws IllegalArgumentException if there are none of that name */
    static Servers named(String name) {
        return switch (name) {
            case "embedded" -> new EmbeddedServers();
            case "containers" -> {
                if (!DockerClientFactory.instance().isDockerAvailable()) {
                    throw System.getenv("CI") == null
                            ? new NoDockerException()
                            : new IllegalStateException("no Docker engine answers");
                }
                yield new ContainerServers();
            }
            default ->
                throw new IllegalArgumentException(
                        "-D%s=%s is neither embedded nor containers".formatted(PROPERTY, name));
        };
    }
}
