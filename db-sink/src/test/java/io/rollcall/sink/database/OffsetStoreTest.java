package io.rollcall.sink.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.sql.BookkeepingSql;
import io.rollcall.testsupport.Backends;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetStoreTest {

    private final Database database = Backends.freshDatabase();

    @BeforeEach
    void setUp() throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            for (String sql : BookkeepingSql.create()) {
                statement.execute(sql);
            }
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static CompletableFuture<Claim> claiming(
            Connection connection, Map<TopicPartition, Long> expected, Map<TopicPartition, Long> next) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return OffsetStore.claim(connection, expected, next);
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void movesAnOffsetOnlyForWhoKnowsWhereItStands() throws Exception {
        TopicPartition one = new TopicPartition("valid.things", 0);
        TopicPartition other = new TopicPartition("valid.things", 1);
        try (Connection owner = database.connectAsOwner();
                Connection zombie = database.connectAsOwner()) {
            owner.setAutoCommit(false);
            zombie.setAutoCommit(false);
            assertThat(OffsetStore.read(owner, Map.of(one, 5L, other, 0L)))
                    .isEqualTo(Map.of(one, new Standing(5, null), other, new Standing(0, null)));
            owner.commit();
            assertThat(OffsetStore.claim(owner, Map.of(one, 5L, other, 0L), Map.of(one, 9L, other, 3L)))
                    .isEqualTo(new Claim.Granted());
            CompletableFuture<Claim> stalled = claiming(zombie, Map.of(one, 5L, other, 3L), Map.of(one, 7L, other, 4L));
            owner.commit();
            assertThat(stalled).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new Claim.Lost(Set.of(one)));
            zombie.rollback();
        }
        assertThat(query("SELECT next_offset FROM rollcall.offsets ORDER BY \"partition\""))
                .containsExactly("9", "3");
    }

    @Test
    void movesNoOffsetThatARebuildHolds() throws Exception {
        TopicPartition free = new TopicPartition("valid.others", 0);
        TopicPartition held = new TopicPartition("valid.things", 0);
        UUID id = UUID.randomUUID();
        try (Connection rebuild = database.connectAsOwner();
                Connection sink = database.connectAsOwner()) {
            rebuild.setAutoCommit(false);
            sink.setAutoCommit(false);
            OffsetStore.read(sink, Map.of(free, 0L, held, 0L));
            sink.commit();
            try (Statement hold = rebuild.createStatement()) {
                hold.execute("UPDATE rollcall.offsets SET held_by = '" + id + "' WHERE topic = 'valid.things'");
            }
            CompletableFuture<Claim> waiting = claiming(sink, Map.of(free, 0L, held, 0L), Map.of(free, 1L, held, 1L));
            rebuild.commit();
            assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(new Claim.Held(Set.of(held)));
            sink.rollback();
            assertThat(OffsetStore.claim(sink, Map.of(free, 5L, held, 0L), Map.of(free, 6L, held, 1L)))
                    .isEqualTo(new Claim.Lost(Set.of(free)));
            assertThat(OffsetStore.read(sink, Map.of(held, 0L))).isEqualTo(Map.of(held, new Standing(0, id)));
            sink.rollback();
        }
        assertThat(query("SELECT sum(next_offset) FROM rollcall.offsets")).containsExactly("0");
    }
}
