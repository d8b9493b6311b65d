package io.rollcall.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The server's settings: nothing acknowledged is ever lost, bulk writing on two cores, small memory, loopback only. */
final class PostgresSettings {

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private static final Map<String, String> BULK_WRITING = Map.of(
            "max_wal_size", "2GB",
            "min_wal_size", "256MB",
            "wal_buffers", "16MB",
            // The binaries hold no other compression.
            "wal_compression", "pglz",
            "checkpoint_timeout", "10min",
            // Nobody replicates from here, so that rows loaded into a new or emptied table need not be written twice.
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "autovacuum_max_workers", "1");

    private static final Map<String, String> SMALL = Map.of(
            "shared_buffers", "128MB",
            "work_mem", "8MB",
            "maintenance_work_mem", "64MB",
            "max_connections", "100",
            "io_workers", "1",
            "max_parallel_workers", "2",
            "max_parallel_workers_per_gather", "1",
            "jit", "off");

    private static final Map<String, String> LOOPBACK_WITH_PASSWORDS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "password_encryption", "scram-sha-256");

    private static final Map<String, String> LOG = Map.of(
            "log_min_messages", "warning",
            "log_line_prefix", "%m [%p] %u ",
            // Statements hold people's records.
            "log_min_error_statement", "panic",
            "log_error_verbosity", "terse");

    private static final Map<String, String> SAME_EVERYWHERE =
            Map.of("timezone", "UTC", "log_timezone", "UTC", "datestyle", "iso, ymd");

    private PostgresSettings() {}

    /** Replaces the file of settings in the folder of a cluster. */
    static void write(Path cluster, int port) throws IOException {
        Map<String, String> settings = new TreeMap<>(DURABLE);
        settings.putAll(BULK_WRITING);
        settings.putAll(SMALL);
        settings.putAll(LOOPBACK_WITH_PASSWORDS);
        settings.putAll(LOG);
        settings.putAll(SAME_EVERYWHERE);
        settings.put("port", String.valueOf(port));
        StringBuilder file = new StringBuilder();
        settings.forEach(
                (name, value) -> file.append(name).append(" = '").append(value).append("'\n"));
        Files.writeString(cluster.resolve("postgresql.conf"), file);
    }
}
