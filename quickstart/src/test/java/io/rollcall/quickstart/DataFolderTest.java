package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void isHeldByOneAtATime() {
        Path path = parent.resolve("data");
        try (DataFolder held = DataFolder.lock(path)) {
            assertThatThrownBy(() -> DataFolder.lock(held.path()))
                    .isInstanceOf(FolderTakenException.class)
                    .hasMessage(
                            "Another Rollcall (process %d) runs on the folder %s.",
                            ProcessHandle.current().pid(), path);
        }
    }

    @Test
    void isFreeAgainOnceItIsGivenBack() {
        DataFolder.lock(parent).close();

        assertThat(DataFolder.lock(parent)).satisfies(DataFolder::close);
    }

    @Test
    void isItsUsersAlone() throws Exception {
        Path path = parent.resolve("data");
        try (DataFolder folder = DataFolder.lock(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }
}
