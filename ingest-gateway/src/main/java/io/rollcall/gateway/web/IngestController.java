package io.rollcall.gateway.web;

import io.rollcall.gateway.GatewayFlow;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.OnceOnly;
import io.rollcall.gateway.kafka.Connection;
import io.rollcall.gateway.publish.Sender;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.gateway.rows.JsonRows;
import io.rollcall.gateway.rows.Submission;
import io.rollcall.gateway.rows.SubmissionRefusedException;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /ingest}: 1 to 1000 rows of a table, read and checked before any is published. */
@RestController
final class IngestController {

    private final GatewayFlow flow;
    private final OnceOnly once;
    private final KafkaGate kafka;
    private final Admission admission;
    private final Answers answers;
    private final Figures figures;
    private final Tables tables;
    private final GatewayProperties properties;

    IngestController(
            GatewayFlow flow,
            OnceOnly once,
            KafkaGate kafka,
            Admission admission,
            Answers answers,
            Figures figures,
            Tables tables,
            GatewayProperties properties) {
        this.flow = flow;
        this.once = once;
        this.kafka = kafka;
        this.admission = admission;
        this.answers = answers;
        this.figures = figures;
        this.tables = tables;
        this.properties = properties;
    }

    @PostMapping(path = "/ingest", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Receipt> tables(HttpServletRequest request) throws IOException, InterruptedException {
        return ingest(request, request.getRemoteAddr(), body -> JsonRows.tables(body, tables));
    }

    @PostMapping(
            path = "/ingest/{table}",
            consumes = {RowFormat.JSON_TYPE, RowFormat.NDJSON_TYPE, RowFormat.CSV_TYPE})
    ResponseEntity<Receipt> table(@PathVariable("table") String name, HttpServletRequest request)
            throws IOException, InterruptedException {
        RowFormat format = RowFormat.of(request);
        Table table = tables.named(name).orElseThrow(() -> SubmissionRefusedException.unknownTable(name));
        return ingest(request, format.source(table, request), body -> format.read(body, table));
    }

    private ResponseEntity<Receipt> ingest(
            HttpServletRequest request, String source, Function<byte[], Submission> reading)
            throws IOException, InterruptedException {
        Receipt receipt;
        try (Admission.Place _ = admission.ingest(Body.bound(request, properties.maxBody()))) {
            byte[] body = Body.read(request, properties.maxBody());
            Submission submission = reading.apply(body);
            Connection connection = kafka.connection();
            Sender sender = Senders.of(request);
            receipt = once.submit(
                    connection,
                    IdempotencyKeys.of(request, body),
                    id -> figures.accepted(flow.ingest(connection, id, submission, source, sender)));
        }
        return answers.of(receipt, request);
    }
}
