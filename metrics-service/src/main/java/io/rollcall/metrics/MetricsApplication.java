package io.rollcall.metrics;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Serves the metrics; with {@code --verify} recounts the rollup from the hires instead and ends, with status 0 if every
 * count is right.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MetricsApplication {

    /** The profile and, with two dashes, the argument that turns the service into its own check. */
    static final String VERIFY = "verify";

    public static void main(String[] arguments) {
        if (Arrays.asList(arguments).contains("--" + VERIFY)) {
            System.exit(verify(arguments));
        }
        builder().run(arguments);
    }

    /** Recounts without opening a port, beside a running service; the status to end with. */
    static int verify(String... arguments) {
        return SpringApplication.exit(
                builder().profiles(VERIFY).web(WebApplicationType.NONE).run(arguments));
    }

    /** The service as configured by {@code metrics-service.yaml}, for a process of its own or one shared with others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(MetricsApplication.class).properties("spring.config.name=metrics-service");
    }
}
