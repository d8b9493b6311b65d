package io.rollcall.validator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.schemas.wire.AvroSerializer;
import io.rollcall.schemas.wire.SchemaRegistry;
import io.rollcall.tracing.BatchTracer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A validator instance of a test. */
final class Instance implements AutoCloseable {

    final Validator validator;

    private Instance(Validator validator) {
        this.validator = validator;
    }

    /** Starts one that keeps its state and its log under a folder. */
    static Instance start(Cluster cluster, Path folder, Duration referenceWait) {
        return start(cluster.bootstrapServers, cluster.registryUrl, folder, referenceWait);
    }

    static Instance start(String bootstrapServers, URI registryUrl, Path folder, Duration referenceWait) {
        SchemaRegistry registry = new SchemaRegistry(registryUrl);
        Validator validator = new Validator(
                io.rollcall.schemas.Tables.fromClassPath(),
                registry,
                new AvroSerializer(registry),
                new ValidatorProperties(
                        "validator-stream",
                        referenceWait,
                        2,
                        Duration.ofMillis(100),
                        folder.resolve("state"),
                        folder.resolve("logs"),
                        AvroSerializer.class),
                new KafkaSettings(bootstrapServers, 3, (short) 1, null),
                new SimpleMeterRegistry(),
                BatchTracer.off(),
                () -> {});
        validator.start();
        return new Instance(validator);
    }

    @Override
    public void close() {
        validator.stop();
    }
}
