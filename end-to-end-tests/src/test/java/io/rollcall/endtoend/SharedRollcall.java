package io.rollcall.endtoend;

import io.rollcall.quickstart.Addresses;
import io.rollcall.quickstart.Console;
import io.rollcall.quickstart.DataFolder;
import io.rollcall.quickstart.Rollcall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One Rollcall for all tests that neither kill it nor need an empty one. It runs in the tests' own JVM, so that a test
 * can stop its parts, and ends with it.
 */
final class SharedRollcall {

    /** The lock of {@code @ResourceLock}: tests read it to use this Rollcall, and write it to stop its parts. */
    static final String LOCK = "shared Rollcall";

    private static final Path DATA = temporaryFolder();
    private static final Rollcall RUNNING = start();

    private SharedRollcall() {}

    static Rollcall get() {
        return RUNNING;
    }

    static AddressBook addresses() {
        return AddressBook.in(DATA);
    }

    private static Rollcall start() {
        Rollcall rollcall = Rollcall.in(
                DataFolder.lock(DATA), Addresses.from(RollcallProcess.freePortRange()), DATA, new Console(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(rollcall::close));
        rollcall.start();
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
