package io.rollcall.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServersTest {

    @Test
    void containersAreOfTheImagesThatServicesRunOn() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docker-compose.yaml")))
                .contains(
                        "    image: " + KafkaInContainer.IMAGE,
                        "    image: " + ContainerServers.REGISTRY_IMAGE,
                        "    image: " + ContainerServers.POSTGRES_IMAGE);
    }

    @Test
    void anUnknownPlaceIsRefusedByItsName() {
        assertThatThrownBy(() -> Servers.named("cloud"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dbackends=cloud is neither embedded nor containers");
    }
}
