package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process of a cluster, as {@code postmaster.pid} in the cluster's folder tells of it. */
record Postmaster(Path cluster) {

    /** The server that runs on this very folder, whoever started it. */
    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        // First its process id, then its folder.
        if (lines.size() < 2 || !isSameFolder(lines.get(1))) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isServerOfThisFolder);
    }

    /**
     * Removes the file if it names a living process that is not this folder's server: after a reboot, say, another program has
     * its id, and PostgreSQL would wait for that one to end.
     */
    void forgetStranger() throws IOException {
        if (running().isEmpty() && Files.exists(pidFile()) && namesALivingProcess()) {
            Files.delete(pidFile());
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private boolean namesALivingProcess() throws IOException {
        List<String> lines = Files.readAllLines(pidFile());
        return !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent();
    }

    private boolean isServerOfThisFolder(ProcessHandle process) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        Path workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
        // A server works in its folder, which Linux tells; elsewhere its name must do.
        return postgres && (!Files.exists(workingFolder) || isSameFolder(workingFolder.toString()));
    }

    private boolean isSameFolder(String other) {
        try {
            return Files.isSameFile(cluster, Path.of(other));
        } catch (IOException gone) {
            return false;
        }
    }
}
