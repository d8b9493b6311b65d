package io.rollcall.validator;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Splits raw records into valid ones and dead letters. */
@SpringBootApplication
public class ValidatorApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The service as configured by {@code validator-stream.yaml}, for a process of its own or one shared with others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ValidatorApplication.class)
                .properties("spring.config.name=validator-stream");
    }
}
