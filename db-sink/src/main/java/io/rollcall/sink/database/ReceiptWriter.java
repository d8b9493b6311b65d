package io.rollcall.sink.database;

import io.rollcall.sink.receipts.ReceiptLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Adds to receipts. Bits and counts only ever grow, so adding the same again changes nothing. */
public final class ReceiptWriter {

    private static final String UPSERT = """
            INSERT INTO rollcall.receipts AS kept (batch_id, table_name, chunk, rows, stored, rejected)
            SELECT batch_id, table_name, chunk, rows, stored::bit(1000), rejected::bit(1000)
            FROM unnest(?::uuid[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[])
                AS added (batch_id, table_name, chunk, rows, stored, rejected)
            ORDER BY 1, 2, 3
            ON CONFLICT (batch_id, table_name, chunk) DO UPDATE SET
                rows = greatest(kept.rows, excluded.rows),
                stored = kept.stored | excluded.stored,
                rejected = kept.rejected | excluded.rejected
            WHERE kept.rows IS DISTINCT FROM greatest(kept.rows, excluded.rows)
                OR kept.stored <> (kept.stored | excluded.stored)
                OR kept.rejected <> (kept.rejected | excluded.rejected)""";

    private ReceiptWriter() {}

    /** Adds these lines, each of another chunk. Their locks are taken in order, and last in the transaction. */
    public static void write(Connection connection, List<ReceiptLine> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setArray(1, array(connection, "uuid", lines, ReceiptLine::batch));
            statement.setArray(2, array(connection, "text", lines, ReceiptLine::table));
            statement.setArray(3, array(connection, "int4", lines, ReceiptLine::chunk));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "int4", lines.stream().map(ReceiptLine::rows).toArray(Integer[]::new)));
            statement.setArray(5, array(connection, "text", lines, ReceiptLine::stored));
            statement.setArray(6, array(connection, "text", lines, ReceiptLine::rejected));
            statement.executeUpdate();
        }
    }

    private static java.sql.Array array(
            Connection connection, String type, List<ReceiptLine> lines, Function<ReceiptLine, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, lines.stream().map(value).toArray());
    }
}
