package io.rollcall.access;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers at the contract's paths with the caller's name, and goes wrong below {@code /metrics} in every way. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TestService.Calls.class)
class TestService {

    @Bean
    RouterFunction<ServerResponse> route() {
        return RouterFunctions.route()
                .GET("/metrics/route", request -> {
                    throw ProblemException.of(Problem.UNAVAILABLE).retryAfter(Duration.ofMillis(1500));
                })
                .GET("/metrics/broken-route", request -> {
                    throw new IllegalStateException("SELECT secret FROM route");
                })
                .build();
    }

    @RestController
    static class Calls {

        @RequestMapping({
            "/ingest/**",
            "/migrate",
            "/validate/**",
            "/batches/**",
            "/dead-letters/**",
            "/backup",
            "/backups/**",
            "/restore",
            "/replay",
            "/metrics/hired_by_quarter"
        })
        String anything(Principal caller) {
            return caller.getName();
        }

        @GetMapping("/metrics/problem")
        String problem() {
            throw ProblemException.of(Problem.BATCH_TOO_LARGE)
                    .detail("At most 1000 rows.")
                    .with("rows", List.of(1000, 1001));
        }

        @GetMapping("/metrics/unexpected")
        String unexpected() {
            throw new IllegalStateException("SELECT secret FROM hidden");
        }

        @GetMapping("/metrics/year")
        int year(@RequestParam int year) {
            return year;
        }

        @GetMapping(path = "/metrics/csv", produces = "text/csv")
        String csv(@RequestParam(required = false) @Nullable String fail) {
            if (fail != null) {
                throw ProblemException.of(Problem.UNKNOWN_TABLE).detail("There is no table x.");
            }
            return "a,b";
        }

        @PostMapping(path = "/metrics/json", consumes = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Integer> json(@RequestBody Map<String, Integer> body) {
            return body;
        }

        @PostMapping("/metrics/upload")
        long upload(@RequestParam MultipartFile file) {
            return file.getSize();
        }
    }
}
