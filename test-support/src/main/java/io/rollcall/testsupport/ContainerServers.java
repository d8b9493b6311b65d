package io.rollcall.testsupport;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.Login;
import io.rollcall.embedded.PostgresServer;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** In containers, of the images that {@code docker-compose.yaml} names; Testcontainers removes them when this JVM ends. */
record ContainerServers() implements Servers {

    static final String REGISTRY_IMAGE = "apicurio/apicurio-registry:3.3.3";
    static final String POSTGRES_IMAGE = "postgres:18";

    private static final String CONFLUENT_API = "/apis/ccompat/v7";

    @Override
    public String bootstrapServers() {
        return Kafka.SHARED.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return Registry.URL;
    }

    @Override
    public Database database(String name) {
        return Postgres.SHARED.create(name);
    }

    @Override
    public Broker startBroker() {
        return KafkaInContainer.started();
    }

    private static String startRegistry() {
        GenericContainer<?> registry =
                new GenericContainer<>(REGISTRY_IMAGE).waitingFor(Wait.forHttp(CONFLUENT_API + "/subjects"));
        String address = PublishedPort.of(registry, 8080);
        registry.start();
        return "http://" + address + CONFLUENT_API;
    }

    private static PostgresServer startPostgres() {
        Login superuser = login("postgres");
        PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withUsername(superuser.user())
                .withPassword(superuser.password());
        String address = PublishedPort.of(postgres, PostgreSQLContainer.POSTGRESQL_PORT);
        postgres.start();
        PostgresServer server = new PostgresServer(address, superuser, login("rollcall"), login("rollcall_reader"));
        server.createRoles();
        return server;
    }

    private static Login login(String user) {
        return new Login(user, UUID.randomUUID().toString());
    }

    // Each in a class of its own: Java initializes a class once, and only when it is used.

    private static final class Kafka {
        static final Broker SHARED = KafkaInContainer.started();
    }

    private static final class Registry {
        static final String URL = startRegistry();
    }

    private static final class Postgres {
        static final PostgresServer SHARED = startPostgres();
    }
}
