package io.rollcall.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isWrittenAsItWasRead() {
        assertThat(Traceparent.write(Traceparent.read(HEADER))).isEqualTo(HEADER);
    }

    @Test
    void ofARequestThatIsNotTracedIsTheClients() {
        assertThat(Traceparent.ofRequest(HEADER)).isEqualTo(HEADER);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nx: y",
                "00-4BF92F3577B34DA6A3CE929D0E0E473G-00f067aa0ba902b7-01",
            })
    void whatIsNoTraceContextIsNotPassedOn(@Nullable String header) {
        assertThat(Traceparent.read(header).isValid()).isFalse();
        assertThat(Traceparent.ofRequest(header)).isNull();
    }
}
