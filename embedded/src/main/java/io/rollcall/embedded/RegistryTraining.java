package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts the registry once so that its JVM writes down what it loaded: with that file beside the unpacked registry every further start
 * takes less than half of the time. Run by the build; nothing depends on it.
 */
final class RegistryTraining {

    private RegistryTraining() {}

    static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        EmbeddedRegistry registry = EmbeddedRegistry.inTraining(folder);
        registry.start();
        registry.stop();
    }
}
