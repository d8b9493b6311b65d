package io.rollcall.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** What is set unless the service or its environment says otherwise. */
final class TracingDefaults implements EnvironmentPostProcessor {

    /** Spring Boot's name for what is {@code OTEL_EXPORTER_OTLP_ENDPOINT} in the environment. */
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String EXPORT = "management.tracing.export.enabled";

    private static final Map<String, Object> DEFAULTS = Map.of(
            // Spans are few, since none is made by record.
            "management.tracing.sampling.probability",
            1.0,
            // The names of the Elastic Common Schema, which structured logs are written in.
            "logging.structured.json.rename.traceId",
            "trace.id",
            "logging.structured.json.rename.spanId",
            "span.id",
            EXPORT,
            false);

    /** Whether somebody said where spans go. */
    static boolean isOn(Environment environment) {
        return StringUtils.hasText(environment.getProperty(ENDPOINT));
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Defaults(environment));
    }

    /** Asks at the last moment, since Spring Boot may read the environment's OTEL_ variables after this was added. */
    private static final class Defaults extends MapPropertySource {

        private final Environment environment;

        Defaults(Environment environment) {
            super("tracing defaults", DEFAULTS);
            this.environment = environment;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return name.equals(EXPORT) ? (Object) isOn(environment) : super.getProperty(name);
        }
    }
}
