package io.rollcall.endtoend;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who listens where, as {@code addresses.json} in a running Rollcall's data folder says. */
final class AddressBook {

    private final JsonNode addresses;

    private AddressBook(JsonNode addresses) {
        this.addresses = addresses;
    }

    static AddressBook in(Path data) {
        return new AddressBook(
                JsonMapper.shared().readTree(data.resolve("addresses.json").toFile()));
    }

    String of(String name) {
        return addresses.required(name).asString();
    }

    Door door() {
        return Door.signedIn(of("gateway"), "admin", "secret");
    }

    Database database() {
        return new Database(of("postgres"));
    }
}
