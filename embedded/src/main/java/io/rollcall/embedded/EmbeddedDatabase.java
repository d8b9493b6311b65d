package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that keeps its data in one folder, with everything on that makes a commit last. It has a database
 * {@code rollcall}, a role {@code rollcall} that owns it and a role {@code rollcall_reader} that may read, both with passwords
 * made at random. A server that a killed JVM left behind on the folder is stopped before the next one starts.
 */
public final class EmbeddedDatabase implements Part {

    /** The system property that names the folder to which PostgreSQL's programs are unpacked; default: beside the registry's. */
    public static final String HOME_PROPERTY = "rollcall.postgres.home";

    private static final String MAIN = "rollcall";

    private final Path folder;
    private final Path cluster;
    private final int port;
    private @Nullable PostgresPrograms programs;
    private @Nullable PostgresServer server;

    /**
     * @param folder where cluster, passwords and log are kept
     * @param port the server's port, or 0 for a free one
     */
    public EmbeddedDatabase(Path folder, int port) {
        this.folder = folder.toAbsolutePath();
        this.cluster = this.folder.resolve("cluster");
        this.port = Ports.orFree(port);
    }

    /** The database {@code rollcall}; known once the server has been started. */
    public Database database() {
        return started().named(MAIN);
    }

    /** A database of that name with the same two roles; created if it is not there yet. */
    public Database create(String name) {
        return started().create(name);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public synchronized void start() {
        if (programs != null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            PostgresPrograms starting = programsFor(cluster);
            stopWhatWasLeftBehind(starting);
            Ports.requireFree(name(), port);
            PostgresSecrets secrets = PostgresSecrets.keptIn(folder.resolve("passwords"));
            initializeOnce(secrets);
            PostgresSettings.write(cluster, port);
            starting.start();
            programs = starting;
            server = new PostgresServer("127.0.0.1:" + port, secrets.superuser(), secrets.owner(), secrets.reader());
            server.createRoles();
            server.create(MAIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("Interrupted while PostgreSQL started", e);
        }
    }

    @Override
    public synchronized void stop() {
        PostgresPrograms stopping = programs;
        programs = null;
        if (stopping == null) {
            return;
        }
        try {
            stopInOrderOrAtOnce(stopping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PostgresPrograms programsFor(Path cluster) {
        return new PostgresPrograms(PostgresBinaries.in(home()), cluster, folder.resolve("postgres.log"));
    }

    private void stopWhatWasLeftBehind(PostgresPrograms programs) throws IOException, InterruptedException {
        Postmaster postmaster = new Postmaster(cluster);
        if (postmaster.running().isPresent()) {
            stopInOrderOrAtOnce(programs);
        }
        postmaster.forgetStranger();
    }

    private void stopInOrderOrAtOnce(PostgresPrograms programs) throws IOException, InterruptedException {
        try {
            programs.stop();
        } catch (PartFailedException slowOrGone) {
            if (new Postmaster(cluster).running().isPresent()) {
                programs.stopAtOnce();
            }
        }
    }

    /** By way of a rename: a kill in the middle leaves no half-made cluster. */
    private void initializeOnce(PostgresSecrets secrets) throws IOException, InterruptedException {
        if (Files.exists(cluster)) {
            return;
        }
        Path unfinished = Files.createTempDirectory(folder, "cluster-");
        Path passwordFile = folder.resolve("superuser");
        PrivateFiles.write(passwordFile, secrets.superuser().password());
        programsFor(unfinished).initialize(passwordFile);
        Files.delete(passwordFile);
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private PostgresServer started() {
        return Optional.ofNullable(server)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL has not been started yet"));
    }

    private static Path home() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null ? EmbeddedRegistry.homeFromSystemProperty().resolveSibling("postgres") : Path.of(home);
    }
}
