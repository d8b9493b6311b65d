package io.rollcall.gateway.validate;

import io.rollcall.schemas.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which records are stored at the moment. */
public final class StoredIds {

    private final JdbcClient jdbc;

    public StoredIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the ids that a table has a record of. Names of tables and columns are checked where they are read. */
    Set<Long> among(Table table, Collection<Long> ids) {
        String key = table.key().name();
        String sql = "select \"%s\" from public.\"%s\" where \"%s\" = any(:ids)".formatted(key, table.name(), key);
        return new HashSet<>(jdbc.sql(sql)
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
