package io.rollcall.metrics.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class AcceptedEncodingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip", "deflate,gzip;q=0.5", "gzip; q=1.0, *;q=0"})
    void takesGzip(String header) {
        assertThat(accepted(header).gzip()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "identity", "gzip;q=0", "gzip; q=0.0, br", "gzipped", "*"})
    void takesNone(String header) {
        assertThat(accepted(header).gzip()).isFalse();
    }

    @Test
    void takesNoneUnlessItSaysSo() {
        assertThat(AcceptedEncodings.of(new HttpHeaders()).gzip()).isFalse();
    }

    private static AcceptedEncodings accepted(String header) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, header);
        return AcceptedEncodings.of(headers);
    }
}
