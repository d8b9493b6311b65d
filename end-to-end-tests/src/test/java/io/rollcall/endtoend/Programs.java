package io.rollcall.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the machine. */
final class Programs {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private Programs() {}

    /**
     * How a program ended.
     *
     * @param said what it printed
     * @param complained what it printed as errors
     */
    record Ended(int status, String said, String complained) {}

    /** Whether a program ends well, which it does not if it is not there. */
    static boolean works(String... command) {
        try {
            return run(Duration.ofSeconds(20), Map.of(), List.of(command)).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Skips a test where something is missing, for people; continuous integration must have it. */
    static void require(boolean present, String what) {
        if (System.getenv("CI") == null) {
            assumeTrue(present, "skipped: no " + what + " on this machine");
        } else if (!present) {
            throw new IllegalStateException("continuous integration needs " + what);
        }
    }

    /** Runs a program in the project's folder to its end. */
    static Ended run(Duration longest, Map<String, String> environment, List<String> command) throws IOException {
        Path said = Files.createTempFile("rollcall-said", ".log");
        Path complained = Files.createTempFile("rollcall-complained", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectOutput(said.toFile())
                .redirectError(complained.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "%s did not end within %s: %s".formatted(command, longest, Files.readString(complained)));
            }
            return new Ended(process.exitValue(), Files.readString(said), Files.readString(complained));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(said);
            Files.delete(complained);
        }
    }
}
