package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Scope;
import io.rollcall.testsupport.Backends;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people and programs see of a page that they may not see. */
class RefusedPageTest {

    private static final String PATH = "/metrics/hired_by_quarter?year=2021&format=html";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void start() {
        database = new HiresDatabase(Backends.freshDatabase());
        client = MetricsClient.ofServiceWith(database.settings());
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @Test
    void saysToPeopleWhichScopeIsMissingAndWhoTheyAre() throws Exception {
        HttpResponse<String> answer = client.browse(Scope.BACKUP, PATH, "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("scope=\"metrics\"");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.body())
                .contains("<code>metrics</code>", "<bdi class=\"called\">admin</bdi>")
                .containsPattern("href=\"/assets/rollcall-[0-9a-f]{32}\\.css\"");
    }

    @Test
    void leadsPeopleToTheSignInPageWhereThereIsOne() throws Exception {
        HttpResponse<String> behindTheGateway =
                client.browse(Scope.BACKUP, PATH, "Accept", BROWSER, "X-Forwarded-Host", "localhost:8000");
        HttpResponse<String> alone = client.browse(Scope.BACKUP, PATH, "Accept", BROWSER);

        assertThat(behindTheGateway.body())
                .contains("href=\"/login?back=%2Fmetrics%2Fhired_by_quarter%3Fyear%3D2021%26format%3Dhtml\"")
                .contains("href=\"/\"", "action=\"/logout\"");
        assertThat(alone.body()).doesNotContain("/login", "href=\"/\"", "/logout");
    }

    @Test
    void tellsPeopleOnTheServicesOwnPortWhereTheySignIn() throws Exception {
        HttpResponse<String> answer = client.getWithoutToken(PATH, "Accept", BROWSER);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("People sign in at the gateway");
    }

    @Test
    void staysAProblemForPrograms() throws Exception {
        HttpResponse<String> withCookie = client.browse(Scope.BACKUP, PATH, "Accept", "application/json");
        HttpResponse<String> withToken = client.getWithScope(Scope.BACKUP, PATH);

        assertThat(withCookie.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(withToken.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(withToken.statusCode()).isEqualTo(403);
    }
}
