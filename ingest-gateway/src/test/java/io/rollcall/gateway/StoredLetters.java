package io.rollcall.gateway;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.sql.BookkeepingSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead letters of a batch, as the sink stores them. */
final class StoredLetters {

    private static final String INSERT = """
            insert into rollcall.dead_letters (id, table_name, batch_id, "row", source, topic, "partition", "offset",
                rejected_at, codes, letter, letter_text)
            values (?, ?, ?, ?, ?, 'raw.' || ?, 0, 0, now(), string_to_array(?, ','), ?::jsonb, ?)""";

    private final Database database;
    private final UUID batch;

    StoredLetters(Database database, String batch) {
        this.database = database;
        this.batch = UUID.fromString(batch);
    }

    static void createTable(Database database) {
        BookkeepingSql.create(List.of("dead_letters", "offsets"))
                .forEach(statement -> SinkTables.execute(database, statement));
        SinkTables.execute(
                database,
                "grant select on all tables in schema rollcall to "
                        + database.reader().user());
    }

    /** A letter with these violations and this original, both JSON. */
    StoredLetters add(String table, long row, String source, String codes, String violations, String original) {
        String letter = "{\"violations\":" + violations + ",\"original\":" + original + "}";
        return insert(table, row, source, codes, letter, null);
    }

    /** A letter that jsonb could not hold as it is. */
    StoredLetters addAsText(String table, long row, String source, String codes, String violations, String original) {
        String letter = "{\"violations\":" + violations + ",\"original\":" + original + "}";
        return insert(table, row, source, codes, "{}", letter);
    }

    private StoredLetters insert(
            String table, long row, String source, String codes, String json, @Nullable String text) {
        try (Connection connection = database.connectAsOwner();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setString(2, table);
            statement.setObject(3, batch);
            statement.setLong(4, row);
            statement.setString(5, source);
            statement.setString(6, table);
            statement.setString(7, codes);
            statement.setString(8, json);
            statement.setString(9, text);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }
}
