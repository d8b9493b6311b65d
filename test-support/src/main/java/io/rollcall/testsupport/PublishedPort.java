package io.rollcall.testsupport;

import io.rollcall.embedded.Ports;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.testcontainers.containers.GenericContainer;

/** Where a container's port is to be reached: known before it starts, and the same when it is started again. */
final class PublishedPort {

    private PublishedPort() {}

    /** Host and port; open to other machines only where the Docker engine is on another one itself. */
    static String of(GenericContainer<?> container, int port) {
        String host = container.getHost();
        int published = Ports.free();
        container.addExposedPort(port);
        container.setPortBindings(List.of("%s%d:%d".formatted(isHere(host) ? "127.0.0.1:" : "", published, port)));
        return host + ":" + published;
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return false;
        }
    }
}
