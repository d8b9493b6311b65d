package io.rollcall.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The broker's settings: one node, small memory, quick to come back after a kill, good at transactions. */
final class KafkaSettings {

    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Map<String, String> BROKER_AND_CONTROLLER = Map.of(
            "process.roles", "broker,controller",
            "node.id", String.valueOf(NODE),
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names", CONTROLLER_LISTENER,
            "inter.broker.listener.name", "PLAINTEXT");

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"));

    private static final Map<String, String> TRANSACTIONS = Map.of(
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            // What a killed producer left open is aborted within a second of its time being up, not within ten:
            // until then it holds back whoever reads committed records only.
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    private static final Map<String, String> QUICK_TO_COME_BACK = Map.ofEntries(
            // A broker that was killed may only register again when the session of its former life is over.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"),
            Map.entry("group.consumer.min.session.timeout.ms", "2000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            Map.entry("group.streams.session.timeout.ms", "6000"),
            Map.entry("group.streams.min.session.timeout.ms", "2000"),
            Map.entry("group.streams.heartbeat.interval.ms", "1000"),
            Map.entry("group.streams.min.heartbeat.interval.ms", "500"),
            // After a kill a partition's last segment is read through: small ones keep that short.
            Map.entry("log.segment.bytes", String.valueOf(64 * 1024 * 1024)),
            Map.entry("num.recovery.threads.per.data.dir", "2"));

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "3"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024)),
            Map.entry("log.index.size.max.bytes", String.valueOf(1024 * 1024)),
            // Room for a dead letter, which holds a raw record of a megabyte once more as text.
            Map.entry("message.max.bytes", String.valueOf(8 * 1024 * 1024)),
            Map.entry("metric.reporters", ""));

    private static final String GUARDED_LISTENER = "GUARDED";

    private KafkaSettings() {}

    static Map<String, String> whereverItListens() {
        return Stream.of(ONE_NODE, TRANSACTIONS, QUICK_TO_COME_BACK, SMALL)
                .flatMap(settings -> settings.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Properties of(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(BROKER_AND_CONTROLLER);
        settings.putAll(whereverItListens());
        settings.put("log.dirs", folder.toString());
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        return settings;
    }

    /**
     * With a second listener, at which users sign in and may do what they have a right to; whoever comes by the first
     * may do everything.
     */
    static Properties guarded(Path folder, int port, int controllerPort, int guardedPort) {
        Properties settings = of(folder, port, controllerPort);
        settings.put(
                "listener.security.protocol.map",
                settings.get("listener.security.protocol.map") + "," + GUARDED_LISTENER + ":SASL_PLAINTEXT");
        for (String addresses : List.of("listeners", "advertised.listeners")) {
            settings.put(addresses, settings.get(addresses) + "," + GUARDED_LISTENER + "://127.0.0.1:" + guardedPort);
        }
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.guarded.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        return settings;
    }
}
