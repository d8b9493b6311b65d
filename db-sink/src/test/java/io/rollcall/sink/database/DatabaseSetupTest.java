package io.rollcall.sink.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.Tables;
import io.rollcall.testsupport.Backends;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;

class DatabaseSetupTest {

    private static final String ID = "{\"name\": \"id\", \"type\": \"long\"}";
    private static final String AT =
            "{\"name\": \"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}}";
    private static final String REFERENCE =
            "{\"name\": \"other_id\", \"type\": \"long\", \"references\": \"others\", \"default\": 0}";

    private final Database database = Backends.freshDatabase();

    private static Tables tables(String more, String... fields) {
        return Tables.of(List.of(
                "{\"type\": \"record\", \"name\": \"things\", \"namespace\": \"t\"" + more + ", \"fields\": ["
                        + String.join(",", fields) + "]}",
                "{\"type\": \"record\", \"name\": \"others\", \"namespace\": \"t\", \"fields\": [" + ID + "]}"));
    }

    private PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.owner().user());
        source.setPassword(database.owner().password());
        return source;
    }

    private void setUp(Tables tables) throws Exception {
        new DatabaseSetup(tables, Optional.of(database.reader().user())).run(dataSource());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws Exception {
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

    @Test
    void followsTheSchemaFileAndKeepsTheRows() throws Exception {
        setUp(tables("", ID, AT));
        execute("INSERT INTO things VALUES (1, '2021-02-03Z'), (2, '2022-12-31 23:59:59Z')");
        setUp(tables("", ID, AT, "{\"name\": \"order\", \"type\": \"string\", \"default\": \"it's\"}"));
        assertThat(query("SELECT id || \"order\" FROM things ORDER BY 1")).containsExactly("1it's", "2it's");
        setUp(tables("", ID, AT));
        execute("INSERT INTO things (id, at) VALUES (3, '2021-02-03Z')");
        setUp(tables("", ID, AT, "{\"name\": \"order\", \"type\": \"string\", \"default\": \"back\"}"));
        assertThat(query("SELECT id || \"order\" FROM things ORDER BY 1")).containsExactly("1it's", "2it's", "3it's");
    }

    @Test
    void countsARollupThatIsNewOrOfOtherColumns() throws Exception {
        setUp(tables("", ID, AT));
        execute(
                "INSERT INTO things VALUES (1, '2021-02-03Z'), (2, '2022-12-31 23:59:59Z'), (3, '2021-03-31 23:59:59Z')");
        setUp(tables(", \"rollup\": {\"name\": \"kept\", \"instant\": \"at\", \"by\": []}", ID, AT));
        assertThat(query("SELECT (year, quarter, count)::text FROM rollcall.kept ORDER BY 1"))
                .containsExactly("(2021,1,2)", "(2022,4,1)");
        Tables by = tables(", \"rollup\": {\"name\": \"kept\", \"instant\": \"at\", \"by\": [\"id\"]}", ID, AT);
        setUp(by);
        setUp(by);
        assertThat(query("SELECT sum(count) || ' ' || count(*) FROM rollcall.kept"))
                .containsExactly("3 3");
    }

    @Test
    void addsAReferenceOnlyIfEveryRowMeetsIt() throws Exception {
        setUp(tables("", ID, AT));
        execute("INSERT INTO things VALUES (1, '2021-02-03Z')");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> setUp(tables("", ID, AT, REFERENCE)))
                .withMessageContaining("table things cannot refer to others: some of its rows name none that is there");
        assertThat(
                        query(
                                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'things'::regclass AND attname = 'other_id'"))
                .containsExactly("0");
        execute("INSERT INTO others VALUES (0)");
        setUp(tables("", ID, AT, REFERENCE));
        assertThat(query("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT conenforced"))
                .containsExactly("1");
        setUp(tables("", ID, AT, "{\"name\": \"other_id\", \"type\": \"long\"}"));
        assertThat(query("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("0");
    }

    @Test
    void changesNothingIfItCannotDoAll() throws Exception {
        setUp(tables("", ID, AT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setUp(tables(
                        "",
                        ID,
                        AT.replace("timestamp-micros", "none"),
                        "{\"name\": \"a\", \"type\": \"long\", \"default\": 1}")))
                .withMessageContaining(
                        "column at is timestamp with time zone in the database and bigint in the schema file");
        assertThat(query("SELECT count(*) FROM pg_attribute WHERE attrelid = 'things'::regclass AND attname = 'a'"))
                .containsExactly("0");
    }

    @Test
    void runsInManyInstancesAtOnce() {
        List<CompletableFuture<Void>> instances = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            instances.add(CompletableFuture.runAsync(() -> {
                try {
                    setUp(tables(
                            ", \"rollup\": {\"name\": \"kept\", \"instant\": \"at\", \"by\": []}", ID, AT, REFERENCE));
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }));
        }
        assertThat(instances)
                .allSatisfy(instance -> assertThat(instance).succeedsWithin(java.time.Duration.ofSeconds(30)));
    }

    @Test
    void movesAnOffsetOnlyForWhoKnowsWhereItStands() throws Exception {
        setUp(tables("", ID));
        TopicPartition one = new TopicPartition("valid.things", 0);
        TopicPartition other = new TopicPartition("valid.things", 1);
        try (Connection owner = database.connectAsOwner();
                Connection zombie = database.connectAsOwner()) {
            owner.setAutoCommit(false);
            zombie.setAutoCommit(false);
            assertThat(OffsetStore.read(owner, Map.of(one, 5L, other, 0L))).isEqualTo(Map.of(one, 5L, other, 0L));
            owner.commit();
            assertThat(OffsetStore.claim(owner, Map.of(one, 5L, other, 0L), Map.of(one, 9L, other, 3L)))
                    .isEmpty();
            CompletableFuture<Set<TopicPartition>> stalled = CompletableFuture.supplyAsync(() -> {
                try {
                    return OffsetStore.claim(zombie, Map.of(one, 5L, other, 3L), Map.of(one, 7L, other, 4L));
                } catch (java.sql.SQLException e) {
                    throw new CompletionException(e);
                }
            });
            owner.commit();
            assertThat(stalled).succeedsWithin(java.time.Duration.ofSeconds(30)).isEqualTo(Set.of(one));
            zombie.rollback();
        }
        assertThat(query("SELECT next_offset FROM rollcall.offsets ORDER BY \"partition\""))
                .containsExactly("9", "3");
    }
}
