package io.rollcall.gateway.migrate;

import io.rollcall.gateway.publish.Batch;
import io.rollcall.gateway.publish.BatchLog;
import io.rollcall.gateway.publish.Publication;
import io.rollcall.gateway.publish.StoppedException;
import io.rollcall.gateway.rows.CsvRows;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * One migration from its first row to its receipt. The batch is open in the log before the first row is sent, so that
 * it cannot be forgotten; it ends accepted or failed, with every acknowledged row said.
 */
public final class Migration {

    private final Batch batch;
    private final BatchLog log;
    private final Publication publication;
    private final ProgressReport report;
    private final Clock clock;

    public Migration(Batch batch, BatchLog log, Publication publication, Duration reportEvery, Clock clock) {
        this.batch = batch;
        this.log = log;
        this.publication = publication;
        this.clock = clock;
        report = new ProgressReport(batch, log, publication, reportEvery, clock);
    }

    /**
     * Publishes the files one after the other.
     *
     * @return the last word, which is in the log
     * @throws StoppedException if a file cannot be read to its end or Kafka does not take it
     */
    public BatchProgress run(List<CsvFile> files) {
        String current = null;
        try {
            log.say(batch.progress(State.OPEN, List.of(), clock)).join();
            for (CsvFile file : files) {
                current = file.name();
                publish(file);
            }
            publication.finish();
            requireNoFailure();
            return report.close(State.ACCEPTED);
        } catch (RuntimeException e) {
            Throwable reason = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            throw new StoppedException(batch.id(), fail(), current, reason);
        }
    }

    private void publish(CsvFile file) {
        try (CsvRows rows = new CsvRows(file.content().open(), file.table())) {
            while (rows.hasNext()) {
                publication.send(file.table(), rows.next(), file.name());
                requireNoFailure();
                if (report.isDue()) {
                    report.say();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireNoFailure() {
        if (publication.hasFailed()) {
            throw new CompletionException(publication.failure().orElseThrow());
        }
    }

    /** Says that the batch failed and how many rows stand. */
    private long fail() {
        publication.finish();
        report.closeInTheEnd(State.FAILED);
        return publication.acknowledged();
    }
}
