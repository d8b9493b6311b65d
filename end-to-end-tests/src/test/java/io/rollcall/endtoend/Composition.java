package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** docker-compose.yaml under a name, with ports, volumes and secrets of its own, all of which are gone in the end. */
final class Composition implements AutoCloseable {

    static final String USER = "admin";
    static final String PASSWORD = "correct horse battery staple";

    private static final Duration LONGEST_BUILD = Duration.ofMinutes(20);
    private static final List<String> SECRETS = List.of(
            "SECRET_KEY",
            "POSTGRES_PASSWORD",
            "OWNER_PASSWORD",
            "READER_PASSWORD",
            "REGISTRY_PASSWORD",
            "KAFKA_PASSWORD_GATEWAY",
            "KAFKA_PASSWORD_VALIDATOR",
            "KAFKA_PASSWORD_SINK",
            "KAFKA_PASSWORD_BACKUP",
            "KAFKA_STORE_PASSWORD");

    private final Map<String, String> environment = new HashMap<>();
    private final int firstPort = RollcallProcess.freePortRange();

    /** A composition, not started yet, of docker-compose.yaml and these files over it. */
    Composition(String... files) throws IOException {
        SecureRandom random = new SecureRandom();
        List<String> lines = new ArrayList<>();
        for (String name : SECRETS) {
            byte[] secret = new byte[24];
            random.nextBytes(secret);
            lines.add(name + "=" + HexFormat.of().formatHex(secret));
        }
        lines.add("ADMIN_PASSWORD_HASH='{bcrypt}" + BCrypt.hashpw(PASSWORD, BCrypt.gensalt()) + "'");
        lines.add("GATEWAY_ADDRESS=127.0.0.1:" + firstPort);
        lines.add("PRODUCERS_PORT=" + producersPort());
        lines.add("REGISTRY_PORT=" + registryPort());
        Path secrets = Files.createTempFile("rollcall", ".env");
        Files.write(secrets, lines);
        secrets.toFile().deleteOnExit();
        environment.put("COMPOSE_ENV_FILES", secrets.toString());
        environment.put("COMPOSE_PROJECT_NAME", "rollcall-test-" + firstPort);
        environment.put(
                "COMPOSE_FILE",
                String.join(
                        ":",
                        Stream.concat(Stream.of("docker-compose.yaml"), Stream.of(files))
                                .toList()));
    }

    int registryPort() {
        return firstPort + 1;
    }

    int producersPort() {
        return firstPort + 2;
    }

    /** Builds what is not built, and waits until all of it is healthy. */
    void up() throws IOException {
        List<String> command = List.of("docker", "compose", "up", "--build", "--detach", "--wait");
        Programs.Ended ended = Programs.run(LONGEST_BUILD, environment, command);
        if (ended.status() != 0) {
            throw new IllegalStateException(ended.complained() + compose("logs", "--tail", "30"));
        }
    }

    /** Ends all of it, except for what it keeps. */
    void down() throws IOException {
        compose("down");
    }

    Door door() {
        return Door.signedIn("http://127.0.0.1:" + firstPort, USER, PASSWORD.replace(' ', '+'));
    }

    /** What docker compose says to this. */
    String compose(String... arguments) throws IOException {
        return run(Stream.concat(Stream.of("docker", "compose"), Stream.of(arguments))
                .toList());
    }

    /** What a program of the project says, run for this composition. */
    String run(List<String> command) throws IOException {
        Programs.Ended ended = Programs.run(LONGEST_BUILD, environment, command);
        assertThat(ended.status()).as("%s: %s", command, ended.complained()).isZero();
        return ended.said();
    }

    @Override
    public void close() throws IOException {
        compose("down", "--volumes", "--remove-orphans", "--timeout", "2");
    }
}
