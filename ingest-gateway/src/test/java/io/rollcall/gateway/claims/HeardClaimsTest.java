package io.rollcall.gateway.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeardClaimsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final HeardClaims claims = new HeardClaims();

    @Test
    void theFirstClaimInTheLogHoldsTheKey() {
        Claim first = claim("k");
        claims.hear(first, NOW);
        claims.hear(claim("k"), NOW.plusSeconds(1));
        claims.hear(claim("other"), NOW);
        assertThat(claims.holder("k")).contains(first);
        assertThat(claims.holder("nobody's")).isEmpty();
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        Claim late = claim("k");
        claims.hear(claim("k"), NOW);
        claims.hear(late, NOW.plus(HeardClaims.KEPT).plusMillis(1));
        assertThat(claims.holder("k")).contains(late);
    }

    @Test
    void fingerprintsTellValuesApartByTheirBounds() throws IOException {
        assertThat(new Fingerprint().add("ab").add("c").text())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").text())
                .isEqualTo(new Fingerprint().add("ab").add("c").text())
                .hasSize(64);
        assertThat(new Fingerprint()
                        .add(new ByteArrayInputStream(new byte[] {1}))
                        .text())
                .isNotEqualTo(new Fingerprint()
                        .add(new ByteArrayInputStream(new byte[] {1, 0}))
                        .text());
    }

    private static Claim claim(String key) {
        return new Claim(key, "request", UUID.randomUUID());
    }
}
