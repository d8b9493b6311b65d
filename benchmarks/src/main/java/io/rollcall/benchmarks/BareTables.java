package io.rollcall.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The limits: plain COPY into a table like ours, its primary key and both foreign keys enforced by the database. */
final class BareTables {

    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final String COPY = "COPY bare.hired_employees FROM STDIN (FORMAT csv)";

    private final Connection connection;

    BareTables(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tables anew, with departments and jobs in them and no hires. */
    void recreate() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    DROP SCHEMA IF EXISTS bare CASCADE;
                    CREATE SCHEMA bare;
                    CREATE TABLE bare.departments (id bigint PRIMARY KEY, department text NOT NULL);
                    CREATE TABLE bare.jobs (id bigint PRIMARY KEY, job text NOT NULL);
                    CREATE TABLE bare.hired_employees (
                      id bigint PRIMARY KEY, name text NOT NULL, datetime timestamptz NOT NULL,
                      department_id bigint NOT NULL REFERENCES bare.departments,
                      job_id bigint NOT NULL REFERENCES bare.jobs);
                    INSERT INTO bare.departments SELECT id, 'Department ' || id FROM generate_series(1, %d) id;
                    INSERT INTO bare.jobs SELECT id, 'Job ' || id FROM generate_series(1, %d) id""".formatted(HireRows.DEPARTMENTS, HireRows.JOBS));
        }
    }

    /** Rows per second of COPY in transactions of 10,000 rows that were made ready before. */
    double copyInTransactions(int hires) throws SQLException, IOException {
        List<byte[]> transactions = transactions(hires);
        recreate();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        for (byte[] rows : transactions) {
            copy.copyIn(COPY, new ByteArrayInputStream(rows));
            connection.commit();
        }
        return perSecond(hires, System.nanoTime() - start);
    }

    /** Rows per second of one COPY of a CSV file. */
    double copyFile(Path csv, int hires) throws SQLException, IOException {
        recreate();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (InputStream file = Files.newInputStream(csv)) {
            long start = System.nanoTime();
            copy.copyIn(COPY, file, 1 << 16);
            return perSecond(hires, System.nanoTime() - start);
        }
    }

    private static List<byte[]> transactions(int hires) {
        List<byte[]> transactions = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int id = 1; id <= hires; id++) {
            rows.append(HireRows.csv(id));
            if (id % ROWS_PER_TRANSACTION == 0 || id == hires) {
                transactions.add(rows.toString().getBytes(StandardCharsets.UTF_8));
                rows.setLength(0);
            }
        }
        return transactions;
    }

    static double perSecond(long rows, long nanos) {
        return rows * 1e9 / nanos;
    }
}
