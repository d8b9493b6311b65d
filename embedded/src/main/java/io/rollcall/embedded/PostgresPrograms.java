package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs on one cluster. */
final class PostgresPrograms {

    private static final Duration DEADLINE = Duration.ofSeconds(150);

    private final PostgresBinaries binaries;
    private final Path cluster;
    private final Path log;

    PostgresPrograms(PostgresBinaries binaries, Path cluster, Path log) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.log = log;
    }

    void initialize(Path passwordFile) throws IOException, InterruptedException {
        // No collation but that of code points: the same order on every system.
        run(
                "initdb",
                "-D",
                cluster.toString(),
                "-U",
                PostgresSecrets.SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C");
    }

    void start() throws IOException, InterruptedException {
        run("pg_ctl", "start", "-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "120", "-s");
    }

    /** Rolls open transactions back, writes everything out and ends; fails if that takes longer than a user would wait. */
    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "4", "-s");
    }

    /** Ends at once; the next start recovers. */
    void stopAtOnce() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "immediate", "-w", "-t", "10", "-s");
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(PostgresUser.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(cluster.getParent(), program, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new PartFailedException("PostgreSQL's " + program + " does not end; see " + log);
            }
            if (process.exitValue() != 0) {
                throw new PartFailedException("PostgreSQL's %s failed; see %s. It said: %s"
                        .formatted(program, log, Files.readString(output).strip()));
            }
        } finally {
            Files.delete(output);
        }
    }
}
