package io.rollcall.quickstart;

import io.rollcall.access.DemoAccess;
import io.rollcall.embedded.Login;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of each service, as arguments: they win over whatever the environment says to Spring Boot applications. */
record ServiceSettings(DataFolder folder, Addresses addresses, Parts parts, DemoAccess access, Path csvFolder) {

    String[] of(Service service) {
        Map<String, Object> settings = new LinkedHashMap<>(access.properties());
        settings.put("server.port", addresses.port(service));
        settings.put("rollcall.kafka.bootstrap-servers", parts.kafka().bootstrapServers());
        settings.put("rollcall.registry.url", parts.registry().url());
        loginOf(service).ifPresent(login -> {
            settings.put("spring.datasource.url", parts.postgres().database().url());
            settings.put("spring.datasource.username", login.user());
            settings.put("spring.datasource.password", login.password());
        });
        settings.putAll(ownOf(service));
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    String readinessOf(Service service) {
        return addresses.services().get(service) + "/actuator/health/readiness";
    }

    /** Only the sink writes, and who brings its tables back. */
    private Optional<Login> loginOf(Service service) {
        return switch (service) {
            case SINK, BACKUP -> Optional.of(parts.postgres().database().owner());
            case GATEWAY, METRICS -> Optional.of(parts.postgres().database().reader());
            case VALIDATOR -> Optional.empty();
        };
    }

    private Map<String, Object> ownOf(Service service) {
        return switch (service) {
            case GATEWAY ->
                Map.of(
                        "rollcall.gateway.instance-id",
                        "quickstart",
                        "rollcall.gateway.csv-folder",
                        csvFolder,
                        "rollcall.gateway.services.metrics",
                        addresses.services().get(Service.METRICS),
                        "rollcall.gateway.services.backup",
                        addresses.services().get(Service.BACKUP));
            case VALIDATOR ->
                Map.of(
                        "rollcall.validator.dead-letter-log", folder.logs(),
                        "rollcall.validator.state-dir", folder.of("validator"));
            case SINK ->
                Map.of(
                        "rollcall.sink.reader-role",
                        parts.postgres().database().reader().user());
            case METRICS -> Map.of();
            case BACKUP -> Map.of("rollcall.backup.folder", folder.of("backups"));
        };
    }
}
