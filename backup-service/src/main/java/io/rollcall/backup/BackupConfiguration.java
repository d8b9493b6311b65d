package io.rollcall.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.backup.archive.BackupFolder;
import io.rollcall.backup.archive.Seal;
import io.rollcall.backup.jobs.Jobs;
import io.rollcall.backup.topics.KafkaClients;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.wire.SchemaRegistry;
import java.io.IOException;
import java.time.Clock;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's wiring, written out. */
@Configuration(proxyBeanMethods = false)
class BackupConfiguration {

    @Bean
    Tables tables() {
        return Tables.fromClassPath();
    }

    @Bean
    Seal seal(BackupProperties properties) {
        return properties.seal();
    }

    @Bean(destroyMethod = "close")
    BackupFolder backupFolder(BackupProperties properties, Seal seal) throws IOException {
        return BackupFolder.open(properties.folder(), seal);
    }

    @Bean(destroyMethod = "close")
    Jobs jobs() {
        return new Jobs(Clock.systemUTC());
    }

    @Bean
    DataSource backupDatabase(BackupConnections.Database login) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(login.url());
        database.setUser(login.username());
        database.setPassword(login.password());
        database.setApplicationName("backup-service");
        database.setConnectTimeout(5);
        database.setLoginTimeout(10);
        database.setTcpKeepAlive(true);
        // Longer than any statement takes; a peer that is gone without a word is noticed at last.
        database.setSocketTimeout(3_600);
        return database;
    }

    @Bean
    ValidTopics topics(BackupConnections connections, BackupProperties properties) {
        return new ValidTopics(
                new KafkaClients(
                        connections.kafka().bootstrapServers(),
                        connections.kafka().properties(),
                        properties.transactionalId()),
                new SchemaRegistry(connections.registry().url()));
    }

    @Bean
    Settling settling(DataSource database, Tables tables, ValidTopics topics, Jobs jobs) {
        return new Settling(database, tables, topics, jobs);
    }

    @Bean
    Retention retention(BackupFolder folder, Jobs jobs, BackupProperties properties) {
        return new Retention(
                folder, jobs, properties.keep().count(), properties.keep().age(), Clock.systemUTC());
    }

    @Bean
    BackupFlow backupFlow(DataSource database, Tables tables, BackupFolder folder, Retention retention) {
        return new BackupFlow(database, tables, folder, retention, Clock.systemUTC());
    }

    @Bean
    VerifyFlow verifyFlow(DataSource database, Seal seal) {
        return new VerifyFlow(database, seal, Clock.systemUTC());
    }

    @Bean
    RestoreFlow restoreFlow(DataSource database, Tables tables, ValidTopics topics, Settling settling, Seal seal) {
        return new RestoreFlow(database, tables, topics, settling, seal);
    }

    @Bean
    ReplayFlow replayFlow(DataSource database, Tables tables, ValidTopics topics, Settling settling) {
        return new ReplayFlow(database, tables, topics, settling);
    }

    @Bean
    Schedule schedule(
            BackupProperties properties,
            Tables tables,
            BackupFolder folder,
            Jobs jobs,
            BackupFlow backup,
            VerifyFlow verify) {
        return new Schedule(properties, tables, folder, jobs, backup, verify);
    }

    @Bean("dbHealthIndicator")
    DatabaseHealth databaseHealth(DataSource database) {
        return new DatabaseHealth(database, Clock.systemUTC());
    }

    @Bean("backups")
    LastProven lastProven(BackupFolder folder) {
        return new LastProven(folder, Clock.systemUTC());
    }

    @Bean
    Gauge provenAge(MeterRegistry registry, LastProven proven) {
        return Gauge.builder("rollcall.backup.proven.age", proven, LastProven::ageSeconds)
                .description("How old the newest backup is that was verified and found whole; +Inf if there is none")
                .baseUnit("seconds")
                .register(registry);
    }
}
