package io.rollcall.gateway.docs;

import io.rollcall.gateway.kafka.KafkaSettings;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.asyncapi.AsyncApiDocument;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code GET /openapi}, {@code /asyncapi} and {@code /docs}: the calls, the topics, and Swagger UI over the calls. */
@Controller
final class DocsController {

    /** Made when somebody first asks: a start need not wait for it. */
    private final Supplier<ServedDocument> calls = SingletonSupplier.of(OpenApiDocument::read);

    private final Supplier<ServedDocument> topics;

    DocsController(Tables tables, KafkaSettings kafka) {
        topics = SingletonSupplier.of(
                () -> ServedDocument.of(AsyncApiDocument.of(tables, kafka.partitions(), kafka.replicationFactor())));
    }

    @GetMapping("/openapi")
    ResponseEntity<String> calls() {
        return calls.get().answer();
    }

    @GetMapping("/asyncapi")
    ResponseEntity<String> topics() {
        return topics.get().answer();
    }

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    String page(Model model) {
        model.addAttribute("place", "docs");
        return "docs/docs";
    }
}
