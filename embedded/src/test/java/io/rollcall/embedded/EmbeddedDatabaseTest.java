package io.rollcall.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void isAwayDuringAnOutageAndKeepsItsRows() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            postgres.start();
            Database database = postgres.database();
            asOwner(database, "CREATE TABLE kept AS SELECT 7 AS number");

            postgres.stop();
            assertThatThrownBy(database::connectAsOwner).isInstanceOf(SQLException.class);

            postgres.start();
            assertThat(read(database, "SELECT number FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void stopsTheServerThatAKilledJvmLeftBehind() throws Exception {
        int port = Ports.free();
        try (ChildJvm child =
                ChildJvm.running(KilledParts.class, "database", folder.toString(), String.valueOf(port))) {
            child.awaitLine("started");
            child.kill();
        }
        assertThat(Ports.isFree(port)).as("the server survives its JVM").isFalse();

        try (EmbeddedDatabase again = new EmbeddedDatabase(folder, port)) {
            again.start();

            assertThat(read(again.database(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(Ports.isFree(port)).isTrue();
    }

    @Test
    void startsOverAProcessFileThatNamesAStranger() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            postgres.start();
            Path pidFile = folder.resolve("cluster/postmaster.pid");
            String former = Files.readString(pidFile);
            postgres.stop();
            String serversId = former.lines().findFirst().orElseThrow();
            Files.writeString(
                    pidFile,
                    former.replaceFirst(
                            serversId, String.valueOf(ProcessHandle.current().pid())));

            postgres.start();

            assertThat(read(postgres.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void losesNoCommit() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            postgres.start();

            assertThat(read(postgres.database(), "SHOW fsync")).isEqualTo("on");
            assertThat(read(postgres.database(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(read(postgres.database(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void letsTheReaderReadButNotWrite() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            postgres.start();
            Database database = postgres.create("another");
            asOwner(database, "CREATE SCHEMA inner_one; CREATE TABLE inner_one.filled AS SELECT 1 AS number");

            assertThat(read(database, "SELECT number FROM inner_one.filled")).isEqualTo("1");
            assertThatThrownBy(
                            () -> asReader(database, "SET transaction_read_only = off; DELETE FROM inner_one.filled"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asReader(database, "CREATE TABLE mine (number int)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void asksForAPasswordAndKeepsItToItself() throws Exception {
        try (EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            postgres.start();
            Database database = postgres.database();

            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "postgres"))
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords"))))
                    .isEqualTo("rw-------");
            assertThat(database.toString()).doesNotContain(database.owner().password());
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket();
                EmbeddedDatabase postgres = new EmbeddedDatabase(folder, 0)) {
            int port = postgres.ports().getFirst();
            other.bind(new InetSocketAddress(Ports.loopback(), port));

            assertThatThrownBy(postgres::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port %d, which PostgreSQL needs, is taken by another program.", port);
        }
    }

    private static void asOwner(Database database, String sql) throws SQLException {
        execute(database.connectAsOwner(), sql);
    }

    private static void asReader(Database database, String sql) throws SQLException {
        execute(database.connectAsReader(), sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(Database database, String query) throws SQLException {
        try (Connection connection = database.connectAsReader();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
