package io.rollcall.sink.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.schemas.sql.BookkeepingSql;
import io.rollcall.testsupport.Backends;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    void countsARollupAnewIfItsTableIsNew() throws Exception {
        Tables counted = tables(", \"rollup\": {\"name\": \"kept\", \"instant\": \"at\", \"by\": []}", ID, AT);
        setUp(counted);
        execute("INSERT INTO things VALUES (1, '2021-02-03Z')");
        execute("INSERT INTO rollcall.kept VALUES (2021, 1, 0, 1)");
        setUp(counted);
        assertThat(query("SELECT count FROM rollcall.kept")).containsExactly("1");
        execute("DROP TABLE things");
        setUp(counted);
        assertThat(query("SELECT count FROM rollcall.kept")).isEmpty();
    }

    @Test
    void addsToAnOlderDatabaseWhatRebuildsNeed() throws Exception {
        setUp(tables("", ID));
        execute("INSERT INTO rollcall.offsets (topic, \"partition\", next_offset) VALUES ('valid.things', 0, 7)");
        execute("DROP TABLE rollcall.rebuilds; ALTER TABLE rollcall.offsets DROP COLUMN held_by");
        setUp(tables("", ID));
        execute("UPDATE rollcall.offsets SET held_by = '6f9619ff-8b86-d011-b42d-00c04fc964ff'");
        setUp(tables("", ID));
        assertThat(query("SELECT next_offset || ' ' || held_by FROM rollcall.offsets"))
                .containsExactly("7 6f9619ff-8b86-d011-b42d-00c04fc964ff");
        try (Connection reader = database.connectAsReader();
                Statement statement = reader.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT id, tables, publishes, started_at FROM rollcall.rebuilds")) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void createsAnyTableOfItsOwnThatIsMissing() throws Exception {
        setUp(tables("", ID));
        for (String table : BookkeepingSql.TABLES) {
            execute("DROP TABLE rollcall." + table);
            setUp(tables("", ID));
        }
        assertThat(query("SELECT tablename FROM pg_tables WHERE schemaname = 'rollcall'"))
                .containsExactlyInAnyOrderElementsOf(BookkeepingSql.TABLES);
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
        assertThat(instances).allSatisfy(instance -> assertThat(instance).succeedsWithin(Duration.ofSeconds(30)));
    }
}
