package io.rollcall.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void takesAnIpv4AddressAsItIs() {
        assertThat(ClientAddress.client("192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void takesAllOfAnIpv6NetworkAsOne() {
        assertThat(ClientAddress.client("2001:db8:1:2::7"))
                .isEqualTo(ClientAddress.client("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(ClientAddress.client("2001:db8:1:3::7"));
    }

    @Test
    void takesWhatIsNoAddressAsItIs() {
        assertThat(ClientAddress.client("unknown")).isEqualTo("unknown");
    }
}
