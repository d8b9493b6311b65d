package io.rollcall.backup;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that dumps tables to Avro files, restores them and replays their topics. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BackupApplication {

    /** Starts the service; settings come from {@code backup-service.yaml}, the environment and the command line. */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The service as configured by {@code backup-service.yaml}, for a process of its own or one shared with others. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(BackupApplication.class).properties("spring.config.name=backup-service");
    }
}
