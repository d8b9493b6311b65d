package io.rollcall.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The main class of a JVM that starts one part and then waits to be killed. */
final class KilledParts {

    private KilledParts() {}

    static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[1]);
        int port = Integer.parseInt(args[2]);
        Part part = switch (args[0]) {
            case "kafka" -> new EmbeddedKafka(folder, port, 0);
            case "registry" -> new EmbeddedRegistry(folder, port);
            case "database" -> new EmbeddedDatabase(folder, port);
            default -> throw new IllegalArgumentException(args[0]);
        };
        part.start();
        System.out.println("started");
        new CountDownLatch(1).await();
    }
}
