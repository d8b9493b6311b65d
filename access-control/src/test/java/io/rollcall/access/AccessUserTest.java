package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessUserTest {

    private static final String HASH = DemoAccess.PASSWORD_HASH;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "{noop}secret",
                "{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69",
                "{SHA-256}2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
                "{bcrypt}secret",
                "{bcrypt}$2a$04$/hebUU189IL5MkYD6oiZnOc7x1iTiWVWB.h4E2OE8jAdBpemuSIW.",
                "$2a$10$/hebUU189IL5MkYD6oiZnOc7x1iTiWVWB.h4E2OE8jAdBpemuSIW.",
                ""
            })
    void rejectsWhatIsNoStrongHash(String hash) {
        assertThatThrownBy(() -> new AccessUser("ana", hash, Set.of(Scope.INGEST)))
                .isInstanceOf(AccessRefusal.class)
                .hasMessageContaining("'ana'")
                .hasMessageContaining("htpasswd");
    }

    @Test
    void neverShowsTheRejectedPassword() {
        assertThatThrownBy(() -> new AccessUser("ana", "correct horse", Set.of(Scope.INGEST)))
                .hasMessageNotContaining("correct horse");
    }

    @Test
    void rejectsAUserWithoutScopes() {
        assertThatThrownBy(() -> new AccessUser("ana", HASH, Set.of())).hasMessageContaining("no scopes");
    }

    @Test
    void rejectsAUserWithoutAName() {
        assertThatThrownBy(() -> new AccessUser(" ", HASH, Set.of(Scope.INGEST)))
                .hasMessageContaining("no name");
    }

    @Test
    void keepsTheHashOutOfItsText() {
        assertThat(new AccessUser("ana", HASH, Set.of(Scope.INGEST)).toString())
                .contains("ana")
                .doesNotContain("$2");
    }
}
