package io.rollcall.gateway.web;

import io.rollcall.gateway.pipeline.Pipeline;
import io.rollcall.gateway.pipeline.PipelineWatch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /pipeline}: how everything behind the gateway is. */
@RestController
final class PipelineController {

    private final PipelineWatch watch;

    PipelineController(PipelineWatch watch) {
        this.watch = watch;
    }

    @GetMapping("/pipeline")
    Pipeline pipeline() {
        return watch.now();
    }
}
