package io.rollcall.gateway;

import io.rollcall.gateway.kafka.Connection;
import io.rollcall.gateway.migrate.CsvFile;
import io.rollcall.gateway.migrate.Migration;
import io.rollcall.gateway.publish.Batch;
import io.rollcall.gateway.publish.Publication;
import io.rollcall.gateway.publish.Sender;
import io.rollcall.gateway.publish.StoppedException;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.receipts.Receipts;
import io.rollcall.gateway.rows.RawRow;
import io.rollcall.gateway.rows.Submission;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.record.BatchProgress;
import io.rollcall.schemas.record.BatchProgress.State;
import io.rollcall.tracing.BatchTracer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Service;

/**
 * What happens to a request once it is read: its rows go to Kafka, every acknowledgement is awaited, the log is told,
 * and only then is there a receipt.
 *
 * <pre>
 *   /ingest   body ─► rows ─► raw topics ─► all acknowledged ─► "accepted" ─► receipt
 *   /migrate  "open" ─► files ─► rows ─► raw topics ─► acknowledged thousands ─► "open", … ─► "accepted" ─► receipt
 * </pre>
 */
@Service
public final class GatewayFlow {

    private final Receipts receipts;
    private final String instance;
    private final Duration reportEvery;
    private final BatchTracer tracer;
    private final Clock clock;

    GatewayFlow(Receipts receipts, GatewayProperties properties, BatchTracer tracer, Clock clock) {
        this.receipts = receipts;
        this.tracer = tracer;
        this.clock = clock;
        instance = properties.instanceId();
        reportEvery = properties.progressInterval();
    }

    /**
     * Publishes the rows of one request.
     *
     * @param id the batch that they become
     * @param source where they came from, as their records say it
     * @throws StoppedException if Kafka did not take all of them
     */
    public Receipt ingest(Connection kafka, UUID id, Submission submission, String source, Sender sender) {
        Batch batch = new Batch(id, "ingest", sender, clock.instant(), instance);
        Publication publication = kafka.publication(batch.id(), sender, tracer);
        submission.rows().forEach((table, rows) -> send(publication, table, rows, source));
        publication.finish();

        List<BatchProgress.Part> parts = publication.settledParts();
        Optional<Exception> failure = publication.failure();
        if (failure.isPresent()) {
            throw stopped(kafka, batch, parts, publication.acknowledged(), failure.get());
        }
        BatchProgress accepted = batch.progress(State.ACCEPTED, parts, clock);
        try {
            kafka.log().say(accepted).join();
        } catch (CompletionException e) {
            throw stopped(kafka, batch, parts, publication.acknowledged(), e);
        }
        return receipts.heard(accepted);
    }

    /**
     * Publishes CSV files.
     *
     * @param id the batch that they become
     * @param files in dependency order
     * @throws StoppedException if a file cannot be read to its end, or Kafka did not take all of it
     */
    public Receipt migrate(Connection kafka, UUID id, List<CsvFile> files, Sender sender) {
        Batch batch = new Batch(id, "migrate", sender, clock.instant(), instance);
        Publication publication = kafka.publication(batch.id(), sender, tracer);
        Migration migration = new Migration(batch, kafka.log(), publication, reportEvery, clock);
        return receipts.heard(migration.run(files));
    }

    private static void send(Publication publication, Table table, List<RawRow> rows, String source) {
        for (RawRow row : rows) {
            if (publication.hasFailed()) {
                return;
            }
            publication.send(table, row, source);
        }
    }

    private StoppedException stopped(
            Connection kafka, Batch batch, List<BatchProgress.Part> parts, long standing, Exception reason) {
        kafka.log().sayInTheEnd(batch.progress(State.FAILED, parts, clock));
        Throwable cause =
                reason instanceof CompletionException && reason.getCause() != null ? reason.getCause() : reason;
        return new StoppedException(batch.id(), standing, null, cause);
    }
}
