package io.rollcall.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class TracingAutoConfigurationTest {

    private static final String ENDPOINT = "--management.opentelemetry.tracing.export.otlp.endpoint=";

    @ParameterizedTest
    @ValueSource(strings = {"", ENDPOINT})
    void nothingIsSetUpWhereNobodySaysWhereSpansGo(String argument) {
        try (ConfigurableApplicationContext context = start(argument)) {
            assertThat(context.getBeansOfType(OpenTelemetry.class)).isEmpty();
            assertThat(context.getBean(BatchTracer.class)).isNotNull();
        }
    }

    @Test
    void everyBatchIsTracedWhereSomebodyDoes() {
        try (ConfigurableApplicationContext context = start(ENDPOINT + "http://127.0.0.1:1/v1/traces")) {
            assertThat(context.getBean(OpenTelemetry.class)).isNotNull();
            Publishing publishing = context.getBean(BatchTracer.class).publishing("raw.jobs", UUID.randomUUID(), null);
            assertThat(Traceparent.read(publishing.traceparent()).isSampled()).isTrue();
            publishing.end(1, null);
        }
    }

    private static ConfigurableApplicationContext start(String argument) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(argument);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
