package io.rollcall.backup;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that will dump tables to Avro files, restore them and replay their topics. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BackupApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The service as configured by {@code backup-service.yaml}, for a process of its own or one shared with others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(BackupApplication.class).properties("spring.config.name=backup-service");
    }
}
