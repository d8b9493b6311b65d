package io.rollcall.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
public final class Ports {

    // Below the ranges from which systems take the ports of outgoing connections (from 32768 up): a part that is
    // stopped for a
    // while finds its port free again.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nothing listens on and that this process has not been given before. */
    public static int free() {
        for (int tried = 0; tried < HIGHEST - LOWEST; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && HANDED_OUT.add(port)) {
                return port;
            }
        }
        throw new PartFailedException("No free port between %d and %d.".formatted(LOWEST, HIGHEST));
    }

    /** @throws PortTakenException if something listens on the port */
    public static void requireFree(String part, int port) {
        if (!isFree(port)) {
            throw new PortTakenException(part, port);
        }
    }

    /** Whether a program could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // Connections of a former listener that are still closing do not count as taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The port itself, or a free one for 0. */
    static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
