package io.rollcall.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One running Rollcall for all tests that neither kill it nor need an empty one; it ends with the tests' JVM. */
final class SharedRollcall {

    private static @Nullable RollcallProcess running;

    private SharedRollcall() {}

    static synchronized RollcallProcess get() {
        RollcallProcess rollcall = running;
        if (rollcall == null) {
            rollcall = RollcallProcess.up(temporaryFolder(), RollcallProcess.freePortRange());
            Runtime.getRuntime().addShutdownHook(new Thread(rollcall::close));
            running = rollcall;
        }
        return rollcall;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("rollcall");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
