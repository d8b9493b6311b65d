package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The alert rules tell of what they are for, and ask for figures that there are. */
@ResourceLock(value = SharedRollcall.LOCK, mode = ResourceAccessMode.READ)
class AlertRulesTest {

    private static final Path RULES = Programs.PROJECT.resolve("deploy/prometheus/alerts.yaml");
    private static final Path DASHBOARD = Programs.PROJECT.resolve("deploy/grafana/dashboards/rollcall.json");
    private static final Pattern FIGURE = Pattern.compile("\\brollcall_[a-z_]+");
    private static final List<String> SERVICES = List.of("gateway", "validator", "sink", "metrics", "backup");

    @Test
    void tellOfEachFaultAndOfNothingElse() throws IOException {
        Programs.require(Programs.works("promtool", "--version"), "promtool (Debian's prometheus)");

        Programs.Ended ended = Programs.run(
                Duration.ofMinutes(1),
                Map.of(),
                List.of("promtool", "test", "rules", "deploy/prometheus/alerts.test.yaml"));

        assertThat(ended.status()).as(ended.said() + ended.complained()).isZero();
    }

    @Test
    void askForFiguresThatThereAre() throws IOException {
        AddressBook rollcall = SharedRollcall.addresses();
        Door door = rollcall.door();
        door.store("{\"jobs\":[{\"id\":5300,\"job\":\"Watcher\"}]}");
        door.closedReceipt(
                door.ingest("jobs", "[{\"id\":-1,\"job\":\"\"}]").required("id").asString(), Duration.ofSeconds(30));

        Set<String> shown = new TreeSet<>();
        for (String service : SERVICES) {
            shown.addAll(figures(door.getFrom(rollcall.of(service), "/actuator/prometheus")));
        }
        assertThat(shown)
                .containsAll(figures(Files.readString(RULES)))
                .containsAll(figures(Files.readString(DASHBOARD)));
    }

    private static Set<String> figures(String text) {
        Set<String> figures = new TreeSet<>();
        for (Matcher matcher = FIGURE.matcher(text); matcher.find(); ) {
            figures.add(matcher.group());
        }
        return figures;
    }
}
