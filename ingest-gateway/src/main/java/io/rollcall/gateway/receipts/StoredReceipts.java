package io.rollcall.gateway.receipts;

import io.rollcall.schemas.record.BatchProgress.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The receipts that the sink keeps in Postgres, read with a role that may do nothing else. */
public final class StoredReceipts {

    private static final String BATCHES =
            "select id, source, submitted_by, opened_at, closed_at, state from rollcall.batches ";

    private static final String COUNTS = """
            select batch_id, table_name,
                   sum(greatest(coalesce(rows, 0), bit_count(stored | rejected)))::bigint as received,
                   sum(bit_count(stored))::bigint as stored,
                   sum(bit_count(rejected & ~stored))::bigint as rejected
            from rollcall.receipts
            where batch_id = any(:ids)
            group by batch_id, table_name
            """;

    private final JdbcClient jdbc;

    public StoredReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The batch as far as Postgres knows it; rows may be there before the word about their batch. */
    Optional<Receipt> receipt(UUID id) {
        Map<String, Counts> counts = counts(List.of(id)).getOrDefault(id, Map.of());
        Optional<Receipt> batch = jdbc.sql(BATCHES + "where id = :id")
                .param("id", id)
                .query((row, _) -> receipt(row, counts))
                .optional();
        if (batch.isPresent() || counts.isEmpty()) {
            return batch;
        }
        return Optional.of(new Receipt(id, State.OPEN, null, null, null, null, counts));
    }

    /** The newest batches older than that one. */
    List<Receipt> newest(int limit, @Nullable UUID after) {
        String older = after == null ? "" : "where id < :after ";
        JdbcClient.StatementSpec query =
                jdbc.sql(BATCHES + older + "order by id desc limit :limit").param("limit", limit);
        List<Receipt> batches = (after == null ? query : query.param("after", after))
                .query((row, _) -> receipt(row, Map.of()))
                .list();
        Map<UUID, Map<String, Counts>> counts =
                counts(batches.stream().map(Receipt::id).toList());
        return batches.stream()
                .map(batch -> batch.withTables(counts.getOrDefault(batch.id(), Map.of())))
                .toList();
    }

    private Map<UUID, Map<String, Counts>> counts(List<UUID> ids) {
        Map<UUID, Map<String, Counts>> counts = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(COUNTS).param("ids", ids.toArray(UUID[]::new)).query(row -> {
                counts.computeIfAbsent(row.getObject("batch_id", UUID.class), id -> new LinkedHashMap<>())
                        .put(
                                row.getString("table_name"),
                                new Counts(row.getLong("received"), row.getLong("stored"), row.getLong("rejected")));
            });
        }
        return counts;
    }

    private static Receipt receipt(ResultSet row, Map<String, Counts> counts) throws SQLException {
        return new Receipt(
                row.getObject("id", UUID.class),
                State.of(row.getString("state")),
                row.getString("source"),
                row.getString("submitted_by"),
                instant(row, "opened_at"),
                instant(row, "closed_at"),
                counts);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
