package io.rollcall.schemas.kafka;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.Topics;
import io.rollcall.schemas.wire.Compatibility;
import io.rollcall.schemas.wire.SchemaRegistry;
import org.apache.avro.Schema;

/** Registers the tables' schemas, so that a producer that knows only the registry finds them there. */
public final class SubjectSetup {

    private SubjectSetup() {}

    /**
     * Registers the lenient schema of each raw topic, which producers may make stricter, and the strict schema of each
     * valid topic, which must go on reading what was written before.
     */
    public static void register(SchemaRegistry registry, Tables tables) {
        for (Table table : tables) {
            register(registry, table.rawTopic(), table.rawSchema(), Compatibility.FORWARD);
            register(registry, table.validTopic(), table.strictSchema(), Compatibility.BACKWARD);
        }
    }

    private static void register(SchemaRegistry registry, String topic, Schema schema, Compatibility compatibility) {
        registry.register(Topics.subject(topic), schema);
        registry.setCompatibility(Topics.subject(topic), compatibility);
    }
}
