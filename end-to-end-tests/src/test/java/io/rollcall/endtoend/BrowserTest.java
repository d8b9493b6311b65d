package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The pages as people use them. All scenarios run in one Chromium, whose start and first pages cost more than any of them;
 * each is told in {@code browser-*.mjs} and is a test of its own here. Pictures are left in {@code target/pictures}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(SharedRollcall.LOCK)
class BrowserTest {

    private static final Path CHROMIUM =
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
    private static final Path PICTURES = Path.of("target", "pictures");

    private final AddressBook rollcall = SharedRollcall.addresses();

    @BeforeAll
    void haveABrowserAndHires() throws Exception {
        boolean present = Files.isExecutable(CHROMIUM);
        if (System.getenv("CI") == null) {
            assumeTrue(present, "skipped: no Chromium on this machine; CHROMIUM can name one");
        } else if (!present) {
            throw new IllegalStateException("continuous integration needs Chromium");
        }
        JavaScriptClient.requireInstalled();
        Door door = rollcall.door();
        door.store(Rows.parents(8900, 3));
        door.store(Rows.hires(890_000, 120, 2021, 8900));
    }

    @TestFactory
    Stream<DynamicTest> servesPeople() throws Exception {
        List<JavaScriptClient.Played> scenarios = JavaScriptClient.browse(rollcall.of("gateway"), PICTURES);
        assertThat(scenarios).isNotEmpty();
        return scenarios.stream()
                .map(scenario -> dynamicTest(
                        "%s, %.1f s".formatted(scenario.name(), scenario.seconds()),
                        () -> assertThat(scenario.failure())
                                .as("the scenario \"%s\"", scenario.name())
                                .isEmpty()));
    }
}
