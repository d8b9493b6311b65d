package io.rollcall.quickstart;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who listens where on 127.0.0.1.
 *
 * @param gatewayPort the gateway's; validator, sink, metrics and backup take the four after it
 * @param kafkaPort the broker's
 * @param controllerPort the broker's own, for its controller
 * @param registryPort the registry's, for Confluent's API
 * @param registryManagementPort the registry's, for its health
 * @param postgresPort PostgreSQL's
 */
public record Addresses(
        int gatewayPort,
        int kafkaPort,
        int controllerPort,
        int registryPort,
        int registryManagementPort,
        int postgresPort) {

    /** How many ports from the gateway's on are spoken for. */
    static final int PORTS = 15;

    /** The usual ports if the gateway has its usual one; otherwise all close behind the gateway's. */
    public static Addresses from(int port) {
        return port == Options.DEFAULT_PORT
                ? new Addresses(port, 9092, 9093, 8081, 8082, 5432)
                : new Addresses(port, port + 10, port + 13, port + 11, port + 14, port + 12);
    }

    public String gateway() {
        return "http://localhost:" + gatewayPort;
    }

    /** The base address of each service, by its name, in the order in which a record travels. */
    Map<Service, String> services() {
        Map<Service, String> addresses = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            addresses.put(service, "http://127.0.0.1:" + port(service));
        }
        return addresses;
    }

    int port(Service service) {
        return service.port(gatewayPort);
    }
}
