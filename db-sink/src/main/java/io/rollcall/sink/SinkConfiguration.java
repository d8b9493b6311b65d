package io.rollcall.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.database.DatabaseSetup;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.sink.consumer.Assignment;
import io.rollcall.sink.consumer.SinkStatus;
import io.rollcall.sink.database.Session;
import io.rollcall.sink.database.TablesWriter;
import io.rollcall.sink.letters.LetterPublisher;
import io.rollcall.sink.orphans.Orphans;
import io.rollcall.sink.poll.PollReader;
import io.rollcall.tracing.BatchTracer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sink's wiring, written out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SinkProperties.class, SinkConnections.class, SinkConnections.Database.class})
class SinkConfiguration {

    @Bean
    Tables tables() {
        return Tables.fromClassPath();
    }

    @Bean
    SinkStatus sinkStatus() {
        return new SinkStatus(Clock.systemUTC());
    }

    @Bean
    SinkMeters sinkMeters(MeterRegistry registry, SinkStatus status, Tables tables) {
        return new SinkMeters(registry, status, tables);
    }

    @Bean
    HealthIndicator sinkHealthIndicator(SinkStatus status, SinkProperties properties) {
        return new SinkHealth(status, properties.patience());
    }

    @Bean
    HealthIndicator sinkThreadsHealthIndicator(SinkService service) {
        return () -> (service.isAlive()
                        ? org.springframework.boot.health.contributor.Health.up()
                        : org.springframework.boot.health.contributor.Health.down())
                .build();
    }

    @Bean
    SinkService sinkService(
            SinkProperties properties,
            SinkConnections connections,
            SinkConnections.Database login,
            Tables tables,
            SinkStatus status,
            SinkMeters meters,
            BatchTracer tracer) {
        PGSimpleDataSource database = dataSource(login);
        DatabaseSetup described = new DatabaseSetup(tables, Optional.ofNullable(properties.readerRole()));
        SinkSetup setup = new SinkSetup(described, database, status);
        SchemaRegistry registry = new SchemaRegistry(connections.registry().url());
        Supplier<SinkThread> threads = () -> {
            Consumer<byte[], byte[]> consumer = consumer(consumerSettings(properties, connections.kafka()));
            Orphans orphans = new Orphans(
                    tables,
                    registry,
                    () -> consumer(scanSettings(connections.kafka())),
                    status,
                    properties.patience(),
                    Clock.systemUTC());
            LetterPublisher publisher = new LetterPublisher(() -> new KafkaProducer<>(
                    producerSettings(connections.kafka()), new ByteArraySerializer(), new ByteArraySerializer()));
            Assignment assignment = new Assignment(consumer, status, Clock.systemUTC());
            Session session = new Session(database, tables);
            SinkFlow flow = new SinkFlow(
                    consumer,
                    assignment,
                    session,
                    new PollReader(tables, registry),
                    new TablesWriter(tables),
                    orphans,
                    publisher,
                    status,
                    meters,
                    tracer);
            return new SinkThread(consumer, assignment, session, flow, setup, status, meters, properties.retry());
        };
        return new SinkService(setup, threads, topics(tables), properties.threads(), status);
    }

    private static List<String> topics(Tables tables) {
        return Stream.concat(tables.stream().map(Table::validTopic), Stream.of(Topics.DEAD_LETTERS, Topics.BATCHES))
                .toList();
    }

    private static PGSimpleDataSource dataSource(SinkConnections.Database login) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(login.url());
        database.setUser(login.username());
        database.setPassword(login.password());
        database.setApplicationName("db-sink");
        database.setConnectTimeout(5);
        database.setSocketTimeout(120);
        database.setTcpKeepAlive(true);
        return database;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** For a look at topics that are somebody else's, or another thread's. */
    private static Map<String, Object> scanSettings(SinkConnections.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.properties());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    private static Map<String, Object> producerSettings(SinkConnections.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.properties());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return settings;
    }

    /** No offset is ever committed to Kafka, nor is one looked for there. */
    private static Map<String, Object> consumerSettings(SinkProperties properties, SinkConnections.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CONSUMER.name());
        settings.putAll(kafka.properties());
        shareEachTopic(settings);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, properties.group());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.pollSize());
        settings.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Math.toIntExact(properties.fetchSize().toBytes()));
        return settings;
    }

    /** The partitions of each topic are shared out, so that nobody has the one topic alone that is full. */
    private static void shareEachTopic(Map<String, Object> settings) {
        switch (GroupProtocol.of(String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
            case CONSUMER -> settings.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
            case CLASSIC -> {
                settings.put(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(RangeAssignor.class.getName()));
                settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
                settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
            }
        }
    }
}
