package io.rollcall.gateway.pipeline;

import io.rollcall.gateway.pipeline.Pipeline.DeadLetterCounts;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.TableSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks Postgres. Before the sink has been there for the first time its tables are missing: that makes the figure
 * unknown, not the database away. All methods throw {@link DataAccessException} if it is.
 */
final class DatabaseQuestions {

    private static final String NEXT = "select topic, \"partition\", next_offset from rollcall.offsets";
    private static final String OPEN = "select count(*) from rollcall.batches where state = 'open'";
    private static final String LETTERS = "select count(*) from rollcall.dead_letters";
    private static final String LATE_LETTERS = LETTERS + " where rejected_at > now() - interval '1 hour'";

    /** A verdict is proof that its row was received, whoever has heard of it yet. */
    private static final String RECEIPTS = """
            with receipt as (
                select batch_id,
                       sum(greatest(coalesce(rows, 0), bit_count(stored) + bit_count(rejected))) as received,
                       sum(bit_count(stored)) as stored,
                       sum(bit_count(rejected)) as rejected
                  from rollcall.receipts
                 group by batch_id),
            batch as (
                select received, stored, rejected, opened_at,
                       coalesce(state = 'open', false) or coalesce(received > stored + rejected, false) as open
                  from receipt full join rollcall.batches on batches.id = receipt.batch_id)
            select coalesce(sum(received), 0)::bigint as received,
                   coalesce(sum(stored), 0)::bigint as stored,
                   coalesce(sum(rejected), 0)::bigint as rejected,
                   count(*) filter (where open) as open,
                   min(opened_at) filter (where open) as oldest_open
              from batch""";

    private final JdbcClient jdbc;
    private final Tables tables;

    DatabaseQuestions(JdbcClient jdbc, Tables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /** What is cheap to ask. */
    DatabaseFigures now() {
        jdbc.sql("select 1").query(Integer.class).single();
        return new DatabaseFigures(known(this::next), known(() -> count(OPEN)));
    }

    /** What may take a while with many rows. */
    CountedRows counted() {
        return new CountedRows(
                Instant.now(),
                known(this::stored),
                known(() -> new DeadLetterCounts(count(LETTERS), count(LATE_LETTERS))));
    }

    /** What reads every receipt. */
    ReceiptFigures receipts() {
        return jdbc.sql(RECEIPTS).query(DatabaseQuestions::receiptFigures).single();
    }

    private static ReceiptFigures receiptFigures(ResultSet row, int number) throws SQLException {
        OffsetDateTime oldest = row.getObject("oldest_open", OffsetDateTime.class);
        return new ReceiptFigures(
                row.getLong("received"),
                row.getLong("stored"),
                row.getLong("rejected"),
                row.getLong("open"),
                oldest == null ? null : oldest.toInstant());
    }

    private Map<TopicPartition, Long> next() {
        Map<TopicPartition, Long> next = new HashMap<>();
        jdbc.sql(NEXT).query(row -> {
            String topic = Objects.requireNonNull(row.getString("topic"));
            next.put(new TopicPartition(topic, row.getInt("partition")), row.getLong("next_offset"));
        });
        return next;
    }

    private Map<String, Long> stored() {
        Map<String, Long> stored = new LinkedHashMap<>();
        tables.forEach(table -> stored.put(table.name(), count(rows(table))));
        return stored;
    }

    /** A rollup knows how many rows its table has, and is short. Its name was checked when the schema file was read. */
    private static String rows(Table table) {
        return table.rollup()
                .map(rollup -> "select coalesce(sum(count), 0)::bigint from rollcall.\"%s\"".formatted(rollup.name()))
                .orElseGet(() -> "select count(*) from " + new TableSql(table).name());
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static <T> @Nullable T known(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessResourceFailureException away) {
            throw away;
        } catch (DataAccessException refused) {
            return null;
        }
    }
}
