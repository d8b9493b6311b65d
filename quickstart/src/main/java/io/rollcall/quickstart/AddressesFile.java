package io.rollcall.quickstart;

import io.rollcall.embedded.Database;
import io.rollcall.embedded.PartFailedException;
import io.rollcall.embedded.PrivateFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Says to other programs where everything is; readable by its owner only, since it names a password. */
record AddressesFile(Path file) {

    void write(Addresses addresses, Parts parts) {
        Map<String, String> content = new LinkedHashMap<>();
        addresses.services().forEach((service, address) -> content.put(service.label(), address));
        content.put("kafka", parts.kafka().bootstrapServers());
        content.put("registry", parts.registry().url());
        content.put("postgres", withLogin(parts.postgres().database()));
        try {
            PrivateFiles.write(
                    file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw new PartFailedException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String withLogin(Database database) {
        return "%s?user=%s&password=%s"
                .formatted(
                        database.url(),
                        database.owner().user(),
                        URLEncoder.encode(database.owner().password(), StandardCharsets.UTF_8));
    }
}
