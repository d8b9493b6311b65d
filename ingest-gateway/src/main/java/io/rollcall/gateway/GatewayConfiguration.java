package io.rollcall.gateway;

import io.rollcall.gateway.kafka.ClientFactory;
import io.rollcall.gateway.kafka.KafkaSettings;
import io.rollcall.gateway.kafka.KafkaStartup;
import io.rollcall.gateway.kafka.RegistrySettings;
import io.rollcall.gateway.pipeline.PipelineMeters;
import io.rollcall.gateway.pipeline.PipelineParts;
import io.rollcall.gateway.pipeline.PipelineWatch;
import io.rollcall.gateway.publish.BatchIds;
import io.rollcall.gateway.receipts.ReceiptFeed;
import io.rollcall.gateway.receipts.Receipts;
import io.rollcall.gateway.receipts.RecentBatches;
import io.rollcall.gateway.receipts.StoredReceipts;
import io.rollcall.gateway.rejects.Rejects;
import io.rollcall.gateway.validate.StoredIds;
import io.rollcall.gateway.validate.Validation;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.wire.SchemaRegistry;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** How the parts are put together. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    Tables tables() {
        return Tables.fromClassPath();
    }

    /** Files go to disk at once and are read from there, in dependency order: memory stays flat. */
    @Bean
    MultipartConfigElement multipartConfigElement(GatewayProperties properties) {
        long most = properties.maxUpload().toBytes();
        Path folder = properties.uploadFolder();
        return new MultipartConfigElement(folder == null ? "" : folder.toString(), most, most, 0);
    }

    /** "100 Continue" only when the body is wanted, so that a refused upload is never sent. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> continueWhenWanted() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    BatchIds batchIds(Clock clock) {
        return new BatchIds(clock, new SecureRandom());
    }

    @Bean
    RecentBatches recentBatches(GatewayProperties properties) {
        return new RecentBatches(properties.recentBatches());
    }

    @Bean
    Receipts receipts(JdbcClient jdbc, RecentBatches recent) {
        return new Receipts(new StoredReceipts(jdbc), recent);
    }

    @Bean
    ReceiptFeed receiptFeed(Receipts receipts) {
        return new ReceiptFeed(receipts, ReceiptFeed.Pace.USUAL);
    }

    @Bean
    Rejects rejects(DataSource database, PlatformTransactionManager transactions, Tables tables) {
        return new Rejects(database, transactions, tables);
    }

    @Bean
    PipelineParts pipelineParts(
            KafkaSettings kafka, GatewayProperties properties, Tables tables, JdbcClient jdbc, Clock clock) {
        return new PipelineParts(kafka, properties.instanceId(), properties.validatorGroup(), tables, jdbc, clock);
    }

    @Bean
    PipelineWatch pipelineWatch(PipelineParts parts) {
        return parts.watch();
    }

    @Bean
    PipelineMeters pipelineMeters(PipelineParts parts) {
        return parts.meters();
    }

    @Bean
    Validation validation(Tables tables, JdbcClient jdbc) {
        return new Validation(tables, new StoredIds(jdbc));
    }

    @Bean
    KafkaStartup kafkaStartup(
            KafkaSettings kafka,
            RegistrySettings registry,
            GatewayProperties properties,
            Tables tables,
            RecentBatches recent,
            Clock clock) {
        String instance = properties.instanceId();
        ClientFactory clients = new ClientFactory(kafka, registry, instance, properties.deliveryTimeout());
        return new KafkaStartup(clients, kafka, new SchemaRegistry(registry.url()), tables, recent, instance, clock);
    }
}
