package io.rollcall.quickstart;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the services of this JVM log to. */
final class Logs {

    private Logs() {}

    /** To be called before anything logs. Spring Boot's own logging would be set up anew by each of five services: it is off. */
    static void writeTo(Path folder) {
        System.setProperty("rollcall.logs", folder.toString());
        System.setProperty("logback.configurationFile", "quickstart-logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
