package io.rollcall.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.embedded.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tests may rely on, wherever the backends run. */
@Timeout(120)
class BackendsTest {

    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        Database one = Backends.freshDatabase();
        Database another = Backends.freshDatabase();

        execute(one.connectAsOwner(), "CREATE TABLE only_here (number int)");

        try (Connection connection = another.connectAsOwner();
                Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("SELECT FROM pg_tables WHERE tablename = 'only_here'")
                            .next())
                    .isFalse();
        }
    }

    @Test
    void theReaderReadsWhatTheOwnerMadeAndChangesNothing() throws SQLException {
        Database database = Backends.freshDatabase();
        execute(database.connectAsOwner(), "CREATE SCHEMA rooms; CREATE TABLE rooms.doors (number int)");

        execute(database.connectAsReader(), "SELECT number FROM rooms.doors");
        assertThatThrownBy(() -> execute(database.connectAsReader(), "INSERT INTO rooms.doors VALUES (1)"))
                .hasMessageContaining("read-only transaction");
        assertThatThrownBy(() -> execute(
                        database.connectAsReader(),
                        "SET transaction_read_only = off; INSERT INTO rooms.doors VALUES (1)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void sharesOneBroker() {
        assertThat(Backends.bootstrapServers()).isEqualTo(Backends.bootstrapServers());
    }

    @Test
    void aBrokerOfItsOwnKeepsAddressAndTopicsWhenItIsStoppedAndStarted() throws Exception {
        Broker broker = Backends.freshKafka();
        assertThat(broker.bootstrapServers()).isNotEqualTo(Backends.bootstrapServers());
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
        }

        broker.stop();
        try (Admin admin = admin(broker)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class);
        }
        broker.start();

        try (Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
        broker.stop();
    }

    @Test
    void topicsAreNotCreatedByThemselvesAndHoldLargeRecords() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Backends.bootstrapServers()))) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            assertThat(admin.describeConfigs(List.of(broker)).all().get().values())
                    .flatMap(Config::entries)
                    .extracting(ConfigEntry::name, ConfigEntry::value)
                    .contains(tuple("auto.create.topics.enable", "false"), tuple("message.max.bytes", "8388608"));
        }
    }

    @Test
    void theRegistryAnswers() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest subjects = HttpRequest.newBuilder(URI.create(Backends.registryUrl() + "/subjects"))
                    .build();
            assertThat(http.send(subjects, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                3000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
