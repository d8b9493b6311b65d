package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.GatewayFlow;
import io.rollcall.gateway.GatewayProperties;
import io.rollcall.gateway.OnceOnly;
import io.rollcall.gateway.kafka.Connection;
import io.rollcall.gateway.migrate.CsvFile;
import io.rollcall.gateway.migrate.CsvFolder;
import io.rollcall.gateway.publish.Sender;
import io.rollcall.gateway.receipts.Receipt;
import io.rollcall.schemas.Tables;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /migrate}: CSV files of any size, from the configured folder or uploaded. */
@RestController
final class MigrateController {

    private final GatewayFlow flow;
    private final OnceOnly once;
    private final KafkaGate kafka;
    private final Admission admission;
    private final Answers answers;
    private final Figures figures;
    private final Tables tables;
    private final GatewayProperties properties;
    /** A migration keeps a core busy; on a virtual thread it would keep other requests from being served. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("migrate-", 0).daemon().factory());

    MigrateController(
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

    @PostMapping(path = "/migrate", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Receipt> upload(HttpServletRequest request) throws IOException, InterruptedException {
        Receipt receipt;
        try (Admission.Place _ = admission.migration()) {
            Connection connection = kafka.connection();
            try (Upload upload = Upload.receive(request, properties.maxUpload())) {
                receipt = migrate(connection, CsvFile.inOrder(upload.files(tables), tables), request);
            }
        }
        return answers.of(receipt, request);
    }

    @PostMapping("/migrate")
    ResponseEntity<Receipt> folder(HttpServletRequest request) throws IOException, InterruptedException {
        if (request.getContentLengthLong() > 0 || request.getInputStream().read() >= 0) {
            throw ProblemException.of(Problem.UNSUPPORTED_MEDIA_TYPE)
                    .detail("A migration takes multipart/form-data with files named TABLE.csv, or no body.");
        }
        Path folder = properties.csvFolder();
        if (folder == null) {
            throw ProblemException.of(Problem.UNPROCESSABLE)
                    .detail("No CSV folder is configured (rollcall.gateway.csv-folder); upload the files instead.");
        }
        Receipt receipt;
        try (Admission.Place _ = admission.migration()) {
            List<CsvFile> files = CsvFile.inOrder(CsvFolder.files(folder, tables), tables);
            receipt = migrate(kafka.connection(), files, request);
        }
        return answers.of(receipt, request);
    }

    private Receipt migrate(Connection connection, List<CsvFile> files, HttpServletRequest request)
            throws IOException, InterruptedException {
        Sender sender = Senders.of(request);
        return once.submit(
                connection,
                IdempotencyKeys.of(request, files),
                id -> figures.accepted(onThread(() -> flow.migrate(connection, id, files, sender))));
    }

    private Receipt onThread(Callable<Receipt> migration) {
        try {
            return threads.submit(migration).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a migration runs", e);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
