package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeyRulesTest {

    @RepeatedTest(200)
    void acceptsRandomKeysAsBase64AndAsHex() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        assertThat(SecretKeyRules.broken(Base64.getEncoder().encodeToString(bytes), false))
                .isEmpty();
        assertThat(SecretKeyRules.broken(HexFormat.of().formatHex(bytes), false))
                .isEmpty();
    }

    @Test
    void acceptsThirtyTwoRandomHexDigits() {
        assertThat(SecretKeyRules.broken("9f86d081884c7d659a2feaa0c55ad015", false))
                .isEmpty();
    }

    @Test
    void rejectsAKeyOfThirtyOneBytes() {
        assertThat(SecretKeyRules.broken("9f86d081884c7d659a2feaa0c55ad01", false))
                .hasValue("is shorter than 32 bytes");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(SecretKeyRules.broken("ñ".repeat(16), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change-me-change-me-change-me-change-me",
                "CHANGEME0123kdjf8734hfkjsdhf8734hfkjdsf",
                "replace_this_with_32_random_bytes_please",
                "your-256-bit-key-goes-here-0123456789ab",
                "a-very-secret-key-for-local-use-only-now",
                "rollcall-key-rollcall-key-2026-november",
                "demo-key-8734hfkjdsfkjh34kjh5kj34h5kj",
                "k3j4h5k34jh5-test-k3j4h5kj345kjh34kj5h",
            })
    void rejectsPlaceholders(String key) {
        assertThat(SecretKeyRules.broken(key, false))
                .hasValueSatisfying(reason -> assertThat(reason).contains("placeholder"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "k9Xk9Xk9Xk9Xk9Xk9Xk9Xk9Xk9Xk9Xk9Xk9X",
                "0123456789abcdef0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyz0123456789",
                "11223344556677889900aabbccddeeff",
                "hhjhjjhhjhjhhjjhhjhhjjhjhjhjjhjhjhjhhjhj",
            })
    void rejectsKeysThatAreNotRandom(String key) {
        assertThat(SecretKeyRules.broken(key, false)).isPresent();
    }

    @Test
    void asksOfTheDemoOnlyTheLength() {
        assertThat(SecretKeyRules.broken("demo-demo-demo-demo-demo-demo-demo", true))
                .isEmpty();
        assertThat(SecretKeyRules.broken("demo", true)).isPresent();
    }
}
