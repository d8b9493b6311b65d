package io.rollcall.sink.database;

import io.rollcall.sink.letters.StoredLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Stores dead letters; one that is there already is left as it is. */
public final class LetterWriter {

    private static final String INSERT = """
            INSERT INTO rollcall.dead_letters (id, table_name, batch_id, "row", source, submitted_by, topic, "partition",
                "offset", rejected_at, codes, letter, letter_text)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            ON CONFLICT (id) DO NOTHING""";

    private LetterWriter() {}

    /** Stores these letters, in whatever form the server takes. */
    public static void write(Connection connection, List<StoredLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            insert(connection, letters);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            connection.rollback(before);
            writeOneByOne(connection, letters);
        }
    }

    /** A letter whose JSON this server cannot hold after all is kept as text. */
    private static void writeOneByOne(Connection connection, List<StoredLetter> letters) throws SQLException {
        for (StoredLetter letter : letters) {
            Savepoint before = connection.setSavepoint();
            try {
                insert(connection, List.of(letter));
            } catch (SQLException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
                connection.rollback(before);
                insert(connection, List.of(letter.asText()));
            }
            connection.releaseSavepoint(before);
        }
    }

    private static void insert(Connection connection, List<StoredLetter> letters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (StoredLetter letter : letters) {
                bind(statement, letter);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Data exceptions (class 22) and exceeded limits of the program (class 54) are about the letter itself. */
    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
    }

    private static void bind(PreparedStatement statement, StoredLetter letter) throws SQLException {
        statement.setString(1, letter.id());
        statement.setString(2, letter.table());
        statement.setObject(3, letter.batch(), Types.OTHER);
        statement.setObject(4, letter.row(), Types.BIGINT);
        statement.setString(5, letter.source());
        statement.setString(6, letter.submittedBy());
        statement.setString(7, letter.topic());
        statement.setInt(8, letter.partition());
        statement.setLong(9, letter.offset());
        statement.setObject(10, OffsetDateTime.ofInstant(letter.rejectedAt(), ZoneOffset.UTC));
        statement.setArray(
                11,
                statement.getConnection().createArrayOf("text", letter.codes().toArray()));
        statement.setString(12, letter.json());
        statement.setString(13, letter.exactText());
    }
}
