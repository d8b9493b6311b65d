package io.rollcall.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Takes rows over HTTP, and is the one origin in front of all services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The service as configured by {@code ingest-gateway.yaml}, for a process of its own or one shared with others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=ingest-gateway");
    }
}
