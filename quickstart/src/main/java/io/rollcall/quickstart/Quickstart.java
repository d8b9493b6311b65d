package io.rollcall.quickstart;

import io.rollcall.access.DemoAccess;
import io.rollcall.embedded.PartFailedException;
import io.rollcall.embedded.PortTakenException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code ./rollcall demo} and {@code ./rollcall up} run. */
public final class Quickstart {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private Quickstart() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(Options.parse(Arrays.asList(arguments)));
        } catch (UsageException wrong) {
            end(USAGE, wrong.getMessage() + " (./rollcall help says more)");
        } catch (FolderTakenException taken) {
            end(FAILED, taken.getMessage());
        } catch (PortTakenException taken) {
            end(FAILED, taken.getMessage() + " With --port N, all of Rollcall listens elsewhere.");
        } catch (PartFailedException | DemoFailedException known) {
            log().error("Rollcall did not start", known);
            end(FAILED, known.getMessage());
        } catch (RuntimeException unforeseen) {
            log().error("Rollcall did not start", unforeseen);
            end(FAILED, "Rollcall did not start: %s. rollcall.log in the data folder says more.".formatted(unforeseen));
        }
    }

    private static void run(Options options) throws InterruptedException {
        Console console = new Console(System.out);
        DataFolder folder = DataFolder.lock(options.data());
        Rollcall rollcall = Rollcall.in(
                folder, Addresses.from(options.port()), options.csv().toAbsolutePath(), console);
        Runtime.getRuntime().addShutdownHook(new Thread(rollcall::close, "end"));
        try {
            startAndShow(rollcall, options, console);
        } catch (RuntimeException interrupted) {
            if (!rollcall.isClosed()) {
                throw interrupted;
            } // else a signal came in the middle, and what it cut short fails
        }
        if (options.once()) {
            rollcall.close();
            System.exit(0);
        }
        new CountDownLatch(1).await(); // until a signal ends the JVM
    }

    private static void startAndShow(Rollcall rollcall, Options options, Console console) throws InterruptedException {
        rollcall.start();
        if (options.demo()) {
            new Demo(rollcall, console).run(options.once());
        }
        console.say("Rollcall is ready: %s  (sign in as %s / %s)"
                .formatted(rollcall.addresses().gateway(), DemoAccess.USER, DemoAccess.PASSWORD));
    }

    private static void end(int status, @Nullable String message) {
        System.err.println(message);
        System.exit(status);
    }

    /** Not a constant: logging is set up once the folder for it is known. */
    private static Logger log() {
        return LoggerFactory.getLogger(Quickstart.class);
    }
}
