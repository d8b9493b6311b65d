package io.rollcall.quickstart;

import io.rollcall.embedded.EmbeddedDatabase;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRegistry;
import io.rollcall.embedded.Part;
import java.util.List;

/** What the services stand on. */
record Parts(EmbeddedKafka kafka, EmbeddedRegistry registry, EmbeddedDatabase postgres) {

    static Parts in(DataFolder folder, Addresses addresses) {
        return new Parts(
                new EmbeddedKafka(folder.of("kafka"), addresses.kafkaPort(), addresses.controllerPort()),
                new EmbeddedRegistry(
                        folder.of("registry"), addresses.registryPort(), addresses.registryManagementPort()),
                new EmbeddedDatabase(folder.of("postgres"), addresses.postgresPort()));
    }

    List<Part> all() {
        return List.of(postgres, registry, kafka);
    }
}
