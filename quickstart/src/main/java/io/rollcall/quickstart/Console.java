package io.rollcall.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the user sees while Rollcall starts and works. */
public final class Console {

    private final PrintStream out;

    public Console(PrintStream out) {
        this.out = out;
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Something is up, after so long. */
    void started(String what, Duration after) {
        say(String.format(Locale.ROOT, "  %-20s %5.1f s", what, after.toMillis() / 1000.0));
    }
}
