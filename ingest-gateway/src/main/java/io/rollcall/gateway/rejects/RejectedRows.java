package io.rollcall.gateway.rejects;

import io.rollcall.gateway.rejects.Stretch.Chunk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The dead letters of a batch in Postgres, one a row, as its receipt counts them: a row that was sent again under the
 * same batch and stored then is none of them, and of a row that was rejected twice it is the later letter.
 */
final class RejectedRows {

    /** The longest are a few hundred kilobytes each. */
    private static final int LETTERS_AT_A_TIME = 100;

    private static final int SECONDS_A_QUERY = 10;

    private static final String TABLES = """
            select table_name from rollcall.receipts where batch_id = ?
            group by table_name having sum(bit_count(rejected & ~stored)) > 0 order by table_name""";

    private static final String CHUNKS = """
            select table_name, chunk from rollcall.receipts
            where batch_id = ? and (table_name, chunk) >= (?, ?) and (table_name, chunk) <= (?, ?)
              and bit_count(rejected & ~stored) > 0
            order by table_name, chunk""";

    private static final String REJECTED = """
            (select distinct on ("row") letters.table_name, "row", source, codes, letter, letter_text
            from rollcall.dead_letters as letters join rollcall.receipts as receipts
              on receipts.batch_id = letters.batch_id and receipts.table_name = letters.table_name
                and receipts.chunk = "row" / 1000
            where letters.batch_id = ? and letters.table_name = ? and "row" between ? and ?
              and get_bit(rejected & ~stored, abs("row" % 1000)::int) = 1
            order by "row", rejected_at desc, id desc) as rejected""";

    private static final String PLACES = "select table_name, \"row\" from " + REJECTED + " order by \"row\" limit ?";

    private static final String LETTERS =
            "select table_name, \"row\", source, codes, coalesce(letter_text, letter::text) as letter from " + REJECTED;

    private static final String IN_ORDER = LETTERS + " order by \"row\"";

    /** Those that may hold what is in no column of the table. */
    private static final String UNUSUAL = LETTERS
            + " where codes && array['unknown_field', 'wrong_column_count', 'undecodable', 'unknown_schema']"
            + " order by \"row\"";

    private final JdbcTemplate jdbc;

    RejectedRows(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(LETTERS_AT_A_TIME);
        jdbc.setQueryTimeout(SECONDS_A_QUERY);
    }

    /** The tables of which rows were rejected, in the order of places. */
    List<String> tables(UUID batch) {
        return jdbc.query(TABLES, (row, _) -> text(row, "table_name"), batch);
    }

    /** Where rejected rows are, after one place and up to another, in order. */
    List<Stretch> stretches(UUID batch, Place after, Place to) {
        List<Chunk> chunks = jdbc.query(
                CHUNKS,
                (row, _) -> new Chunk(text(row, "table_name"), row.getInt("chunk")),
                batch,
                after.table(),
                Stretch.chunkOf(after),
                to.table(),
                Stretch.chunkOf(to));
        return Stretch.of(chunks, after, to);
    }

    /** The first places of some stretches. */
    List<Place> places(UUID batch, List<Stretch> stretches, int most) {
        List<Place> places = new ArrayList<>();
        for (Stretch some : stretches) {
            if (places.size() < most) {
                places.addAll(jdbc.query(
                        PLACES,
                        (row, _) -> place(row),
                        batch,
                        some.table(),
                        some.from(),
                        some.to(),
                        most - places.size()));
            }
        }
        return places;
    }

    /**
     * Gives all rows of a stretch, in order, as the server sends them. Only within a transaction does it send some at a
     * time.
     */
    void read(UUID batch, Stretch some, Consumer<Reject> taker) {
        query(IN_ORDER, batch, some, taker);
    }

    /** Gives those of them whose original may be more than the table's columns hold. */
    void readUnusual(UUID batch, Stretch some, Consumer<Reject> taker) {
        query(UNUSUAL, batch, some, taker);
    }

    private void query(String sql, UUID batch, Stretch some, Consumer<Reject> taker) {
        jdbc.query(
                sql,
                row -> {
                    taker.accept(reject(row));
                },
                batch,
                some.table(),
                some.from(),
                some.to());
    }

    private static Reject reject(ResultSet row) throws SQLException {
        String[] codes = (String[]) row.getArray("codes").getArray();
        return Letters.read(place(row), row.getString("source"), Arrays.asList(codes), text(row, "letter"));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(text(row, "table_name"), row.getLong("row"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
