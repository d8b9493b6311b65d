package io.rollcall.sink;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The sink as a service of its own. */
@SpringBootApplication
public class SinkApplication {

    /** Starts the sink; settings come from {@code db-sink.yaml}, the environment and the command line. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The sink's application, to be run by itself or beside others in one process. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(SinkApplication.class)
                .properties("spring.config.name=db-sink")
                .bannerMode(Banner.Mode.OFF);
    }
}
