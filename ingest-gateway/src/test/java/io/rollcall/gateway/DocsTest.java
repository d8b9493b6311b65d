package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation for somebody who has no token yet, from a gateway that has not reached Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {

    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>([^<]*)</script>");
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/(?:docs/ui|assets)/[^\"]+)\"");

    private RunningGateway gateway;

    @BeforeAll
    void startGateway() {
        gateway = RunningGateway.startWithoutWaiting("127.0.0.1:1", Backends.freshDatabase(), Map.of());
    }

    @AfterAll
    void stopGateway() {
        gateway.close();
    }

    @Test
    void showsThePageWithoutAToken() {
        Answer page = page();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body()).contains("<title>API · Rollcall</title>");
    }

    @Test
    void hasNoScriptInThePageAndForbidsIt() {
        Answer page = page();

        List<MatchResult> scripts =
                SCRIPT.matcher(page.response().body()).results().toList();
        assertThat(scripts).isNotEmpty().allSatisfy(script -> {
            assertThat(script.group(1)).contains("src=\"/");
            assertThat(script.group(2)).isBlank();
        });
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .doesNotContain("script-src");
    }

    @Test
    void servesWhatThePageLoadsToBeKept() {
        List<String> files = LOADED.matcher(page().response().body())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(files).anyMatch(file -> file.startsWith("/docs/ui/swagger-ui-bundle-"));
        assertThat(files).allSatisfy(file -> {
            Answer answer = RunningGateway.send(HttpRequest.newBuilder(gateway.uri(file)));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("immutable");
        });
    }

    @ParameterizedTest
    @CsvSource({"openapi, 3.1.1", "asyncapi, 3.0.0"})
    void answersADocumentOnlyWhenItHasChanged(String standard, String version) {
        Answer document = RunningGateway.send(HttpRequest.newBuilder(gateway.uri("/" + standard)));
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path(standard).asString()).isEqualTo(version);

        Answer again = RunningGateway.send(
                HttpRequest.newBuilder(gateway.uri("/" + standard)).header("If-None-Match", document.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
    }

    private Answer page() {
        return RunningGateway.send(HttpRequest.newBuilder(gateway.uri("/docs")).header("Accept", "text/html"));
    }
}
