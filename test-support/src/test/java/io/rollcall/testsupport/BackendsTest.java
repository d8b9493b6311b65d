package io.rollcall.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackendsTest {

    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        Database one = Backends.freshDatabase();
        Database another = Backends.freshDatabase();

        try (Connection connection = one.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_here (number int)");
        }

        try (Connection connection = another.connectAsOwner();
                Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("SELECT FROM pg_tables WHERE tablename = 'only_here'")
                            .next())
                    .isFalse();
        }
    }

    @Test
    void sharesOneBroker() {
        assertThat(Backends.bootstrapServers()).isEqualTo(Backends.bootstrapServers());
    }
}
