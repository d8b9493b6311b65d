package io.rollcall.schemas.wire;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The one configuration key of serializer and deserializer; it is Confluent's, so that either can stand in. */
public final class RegistryConfig {

    /** Base URL of the registry's Confluent API. */
    public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";

    private RegistryConfig() {}

    static SchemaRegistry registry(Map<String, ?> configs) {
        Object url = configs.get(SCHEMA_REGISTRY_URL);
        if (url == null) {
            throw new ConfigException(SCHEMA_REGISTRY_URL, null, "the registry's address is required");
        }
        return new SchemaRegistry(URI.create(url.toString()));
    }
}
