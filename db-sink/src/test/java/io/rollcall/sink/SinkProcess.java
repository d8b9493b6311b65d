package io.rollcall.sink;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.Login;
import io.rollcall.schemas.Tables;
import io.rollcall.testsupport.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A sink in a JVM of its own, to be killed. */
final class SinkProcess {

    private SinkProcess() {}

    /** Starts a JVM with one sink of two threads. */
    static Process start(SinkWorld world) throws IOException {
        Database database = world.database;
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName(),
                        world.kafka.bootstrapServers(),
                        Backends.registryUrl(),
                        database.url(),
                        database.owner().user(),
                        database.owner().password()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs until killed. Arguments: broker, registry, JDBC URL, user, password. */
    public static void main(String[] arguments) throws InterruptedException {
        Login owner = new Login(arguments[3], arguments[4]);
        SinkWorld.create(
                        Tables.fromClassPath(),
                        new Database(arguments[2], owner, owner),
                        arguments[0],
                        arguments[1],
                        2,
                        500,
                        "db-sink",
                        Duration.ofMinutes(1))
                .service()
                .start();
        new CountDownLatch(1).await();
    }
}
