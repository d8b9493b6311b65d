package io.rollcall.testsupport;

import io.rollcall.embedded.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** Parts in a temporary folder; with the JVM they are stopped, last first, and the folder is deleted. */
final class TemporaryParts {

    private static final Path FOLDER = createFolder();
    private static final Deque<Part> STARTED = new ConcurrentLinkedDeque<>();

    private TemporaryParts() {}

    static Path folder() {
        return FOLDER;
    }

    static <P extends Part> P started(P part) {
        STARTED.push(part);
        part.start();
        return part;
    }

    private static Path createFolder() {
        try {
            Path folder = Files.createTempDirectory("rollcall-test");
            Runtime.getRuntime().addShutdownHook(new Thread(TemporaryParts::stopAll, "stop-backends"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopAll() {
        STARTED.forEach(Part::stop);
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
