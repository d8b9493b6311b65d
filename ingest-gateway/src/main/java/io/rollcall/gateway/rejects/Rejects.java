package io.rollcall.gateway.rejects;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rejected rows of a batch, to be looked at or to be corrected and sent again. They pass through one by one, so their
 * number does not matter. All methods throw {@link DataAccessException} if Postgres cannot be asked, and {@link
 * UncheckedIOException} if whoever wanted the rows takes no more of them.
 */
public final class Rejects {

    private final RejectedRows rows;
    private final Tables tables;
    private final TransactionTemplate snapshot;

    public Rejects(DataSource database, PlatformTransactionManager transactions, Tables tables) {
        rows = new RejectedRows(database);
        this.tables = tables;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The tables of which rows were rejected, in the order of places. */
    public List<String> tables(UUID batch) {
        return rows.tables(batch);
    }

    /**
     * Finds the first rejects after a place.
     *
     * @param lastTable the table with which to end
     */
    public Page page(UUID batch, Place after, String lastTable, int limit) {
        List<Stretch> stretches = rows.stretches(batch, after, Place.endOf(lastTable));
        return Page.of(after, rows.places(batch, stretches, limit + 1), limit);
    }

    /** Writes a page as an array of {@code {"table","row","line","original","violations"}}. */
    public void writeJson(UUID batch, Page page, OutputStream out) {
        RejectsJson json = new RejectsJson(out);
        Place last = page.last();
        if (last != null) {
            snapshot.executeWithoutResult(_ ->
                    rows.stretches(batch, page.after(), last).forEach(some -> rows.read(batch, some, json::element)));
        }
        json.finish();
    }

    /**
     * Writes all rejects of a table as CSV with a header row, in the columns of {@link CsvLayout}. It can be sent again
     * as it is, the remarks being read over, once the fields are corrected; only the apostrophes that keep a spreadsheet
     * from running a text as a formula are then part of that text.
     */
    public void writeCsv(UUID batch, String table, OutputStream out) {
        CsvLayout layout =
                new CsvLayout(tables.named(table).map(Table::columnNames).orElse(List.of()));
        snapshot.executeWithoutResult(_ -> {
            List<Stretch> stretches = rows.stretches(batch, Place.before(table), Place.endOf(table));
            stretches.forEach(some -> rows.readUnusual(batch, some, layout::makeRoom));
            RejectsCsv csv = new RejectsCsv(layout, out);
            csv.header();
            stretches.forEach(some -> rows.read(batch, some, csv::line));
            csv.finish();
        });
    }
}
