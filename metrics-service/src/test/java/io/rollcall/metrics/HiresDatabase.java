package io.rollcall.metrics;

import io.rollcall.embedded.Database;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.BookkeepingSql;
import io.rollcall.schemas.sql.RollupSql;
import io.rollcall.schemas.sql.TableSql;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The tables as db-sink creates them, and ways to fill them by hand. */
final class HiresDatabase implements AutoCloseable {

    private final Database database;
    private final SingleConnectionDataSource connection;
    private final JdbcClient owner;

    HiresDatabase(Database database) {
        this.database = database;
        this.connection = new SingleConnectionDataSource(
                database.url(), database.owner().user(), database.owner().password(), true);
        this.owner = JdbcClient.create(connection);
        run("SET synchronous_commit = off"); // hundreds of small commits, none of which has to outlast the test
    }

    /** What a metrics-service needs to be told to find this database. */
    String[] settings() {
        return new String[] {
            "--server.port=0",
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.reader().user(),
            "--spring.datasource.password=" + database.reader().password()
        };
    }

    /** Leaves the tables empty, whether or not they were there. */
    void empty() {
        if (owner.sql("SELECT to_regclass('rollcall.hires_by_quarter') IS NULL")
                .query(Boolean.class)
                .single()) {
            create();
        }
        run("TRUNCATE departments, jobs, hired_employees, rollcall.hires_by_quarter,"
                + " rollcall.offsets, rollcall.dead_letters");
    }

    private void create() {
        BookkeepingSql.create().forEach(this::run);
        for (Table table : Tables.fromClassPath()) {
            run(new TableSql(table).create());
            table.rollup().ifPresent(rollup -> run(new RollupSql(table, rollup).create()));
        }
        BookkeepingSql.grantReading(database.reader().user()).forEach(this::run);
    }

    void drop() {
        run("DROP SCHEMA IF EXISTS rollcall CASCADE");
        run("DROP TABLE IF EXISTS hired_employees, jobs, departments");
    }

    HiresDatabase department(long id, String name) {
        owner.sql("INSERT INTO departments VALUES (?, ?)").params(id, name).update();
        return this;
    }

    HiresDatabase job(long id, String name) {
        owner.sql("INSERT INTO jobs VALUES (?, ?)").params(id, name).update();
        return this;
    }

    /** A hire itself, of which the rollup does not know. */
    HiresDatabase hire(long id, Instant at, long department, long job) {
        return hire(id, "Ada", at, department, job);
    }

    HiresDatabase hire(long id, String name, Instant at, long department, long job) {
        owner.sql("INSERT INTO hired_employees VALUES (?, ?, ?, ?, ?)")
                .params(id, name, at.atOffset(ZoneOffset.UTC), department, job)
                .update();
        return this;
    }

    /** How far a partition has been stored. */
    HiresDatabase offset(String topic, int partition, long next) {
        owner.sql("""
                        INSERT INTO rollcall.offsets (topic, "partition", next_offset) VALUES (?, ?, ?)
                        ON CONFLICT (topic, "partition") DO UPDATE SET next_offset = excluded.next_offset""").params(topic, partition, next).update();
        return this;
    }

    /** Dead letters of hires, all with these reasons. */
    HiresDatabase rejected(int letters, String... codes) {
        owner.sql("""
                        INSERT INTO rollcall.dead_letters (id, table_name, topic, "partition", "offset", rejected_at, codes, letter)
                        SELECT gen_random_uuid(), 'hired_employees', 'raw.hired_employees', 0, n, now(), :codes, '{}'
                          FROM generate_series(1, :letters) AS n""").param("codes", codes).param("letters", letters).update();
        return this;
    }

    /** One shard's count in the rollup, added to what is there. */
    HiresDatabase count(int year, int quarter, long department, long job, int shard, long count) {
        owner.sql("""
                        INSERT INTO rollcall.hires_by_quarter AS kept VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (year, quarter, department_id, job_id, shard)
                        DO UPDATE SET count = kept.count + excluded.count""").params(year, quarter, department, job, shard, count).update();
        return this;
    }

    /** Makes the rollup from the hires, as db-sink does for hires that are older than it. */
    void recount() {
        Table hires = Tables.fromClassPath().named("hired_employees").orElseThrow();
        run(new RollupSql(hires, hires.rollup().orElseThrow()).recount());
    }

    private void run(String statement) {
        owner.sql(statement).update();
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
