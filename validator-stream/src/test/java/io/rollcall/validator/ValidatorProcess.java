package io.rollcall.validator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A validator in a JVM of its own, to be killed. */
final class ValidatorProcess {

    private ValidatorProcess() {}

    static Process start(Cluster cluster, Path folder, Duration referenceWait) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ValidatorProcess.class.getName(),
                        cluster.bootstrapServers,
                        cluster.registryUrl.toString(),
                        folder.toString(),
                        referenceWait.toString()))
                .inheritIO()
                .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Instance.start(arguments[0], URI.create(arguments[1]), Path.of(arguments[2]), Duration.parse(arguments[3]));
        Thread.currentThread().join();
    }
}
