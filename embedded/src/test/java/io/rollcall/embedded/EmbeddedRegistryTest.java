package io.rollcall.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class EmbeddedRegistryTest {

    private static final String SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void isAwayDuringAnOutageAndKnowsItsSchemasAfterwards() throws Exception {
        try (EmbeddedRegistry registry = new EmbeddedRegistry(folder, 0)) {
            registry.start();
            register(registry.url());

            registry.stop();
            assertThatThrownBy(() -> subjects(registry.url())).isInstanceOf(IOException.class);

            registry.start();
            assertThat(subjects(registry.url())).isEqualTo("[\"kept-value\"]");
        }
    }

    @Test
    void endsWithAKilledParentAndRecovers() throws Exception {
        int port = Ports.free();
        try (ChildJvm parent =
                        ChildJvm.running(KilledParts.class, "registry", folder.toString(), String.valueOf(port));
                EmbeddedRegistry again = new EmbeddedRegistry(folder, port)) {
            parent.awaitLine("started");
            register(again.url());

            parent.kill();
            await().atMost(Duration.ofSeconds(10)).until(() -> Ports.isFree(port));

            again.start();
            assertThat(subjects(again.url())).isEqualTo("[\"kept-value\"]");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket();
                EmbeddedRegistry registry = new EmbeddedRegistry(folder, 0)) {
            int port = registry.ports().getFirst();
            other.bind(new InetSocketAddress(Ports.loopback(), port));

            assertThatThrownBy(registry::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port %d, which the schema registry needs, is taken by another program.", port);
        }
    }

    private void register(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/kept-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(SCHEMA))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private String subjects(String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
