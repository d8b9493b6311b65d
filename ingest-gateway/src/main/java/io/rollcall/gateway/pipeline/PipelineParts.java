package io.rollcall.gateway.pipeline;

import io.rollcall.gateway.kafka.KafkaSettings;
import io.rollcall.schemas.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A watch over the real pipeline, with a client of Kafka for itself: one that gives up soon, made when somebody first
 * asks.
 */
public final class PipelineParts implements AutoCloseable {

    private static final int MOST_MILLIS = 1400;

    private final Map<String, Object> settings;
    private final PipelineWatch watch;
    private final PipelineMeters meters;
    private @Nullable Admin admin;

    /**
     * The parts.
     *
     * @param instance names the gateway
     * @param group the validator's consumer group
     */
    public PipelineParts(
            KafkaSettings kafka, String instance, String group, Tables tables, JdbcClient jdbc, Clock clock) {
        settings = new HashMap<>(kafka.properties());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "gateway-" + instance + "-pipeline");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, MOST_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MOST_MILLIS);
        DatabaseQuestions database = new DatabaseQuestions(jdbc, tables);
        KafkaQuestion topics = new KafkaQuestion(this::admin, tables, group);
        watch = new PipelineWatch(tables, clock, topics, database::now, database::counted);
        meters = new PipelineMeters(tables, topics, database::now, database::receipts, clock);
    }

    public PipelineWatch watch() {
        return watch;
    }

    public PipelineMeters meters() {
        return meters;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
