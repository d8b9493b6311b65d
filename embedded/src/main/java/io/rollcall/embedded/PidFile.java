package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The id of a process that works on a folder, kept there so that the next start finds what a killed one left behind. */
record PidFile(Path file) {

    void write(long pid) throws IOException {
        Files.writeString(file, Long.toString(pid));
    }

    /**
     * Returns when the process is gone: it ends by itself when its parent is gone, and is ended if it takes too long. A process
     * that was given the same id since is not touched.
     *
     * @param inItsCommand what only the command of the process in question says
     */
    void endProcess(String inItsCommand, Duration patience) throws IOException, InterruptedException {
        Optional<ProcessHandle> leftBehind = process()
                .filter(process -> process.info().commandLine().orElse("").contains(inItsCommand));
        if (leftBehind.isPresent() && !endedWithin(leftBehind.get(), patience)) {
            leftBehind.get().destroyForcibly();
            endedWithin(leftBehind.get(), patience);
        }
    }

    private Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
        } catch (NumberFormatException cutShort) {
            // The writer was killed while it wrote, before it started anything else.
            return Optional.empty();
        }
    }

    private static boolean endedWithin(ProcessHandle process, Duration patience) throws InterruptedException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException still) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
