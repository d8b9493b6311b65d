package io.rollcall.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.endtoend.interop.JavaScriptClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages as people use them, in Chromium; each scenario is told in {@code browser.mjs}. Pictures are left in
 * {@code target/pictures}.
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

    @ParameterizedTest
    @ValueSource(strings = {"sign-in", "console", "figures", "live", "looks", "backups"})
    void servesPeople(String scenario) throws Exception {
        String gateway = rollcall.of("gateway");
        JavaScriptClient.browse(scenario, URI.create(gateway).toString(), PICTURES);
    }
}
