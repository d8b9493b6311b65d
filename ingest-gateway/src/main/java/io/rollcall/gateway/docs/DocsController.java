package io.rollcall.gateway.docs;

import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code GET /openapi} and {@code GET /docs}: the document, and Swagger UI over it. */
@Controller
final class DocsController {

    /** Read when somebody first asks: a start need not wait for it. */
    private final Supplier<OpenApiDocument> document = SingletonSupplier.of(OpenApiDocument::read);

    @GetMapping("/openapi")
    ResponseEntity<String> document() {
        OpenApiDocument current = document.get();
        return ResponseEntity.ok()
                .eTag(current.tag())
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(current.json());
    }

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    String page(Model model) {
        model.addAttribute("place", "docs");
        return "docs/docs";
    }
}
