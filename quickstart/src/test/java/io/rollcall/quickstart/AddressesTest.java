package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void takesTheUsualPortsAtTheUsualPort() {
        assertThat(Addresses.from(8000)).isEqualTo(new Addresses(8000, 9092, 9093, 8081, 8082, 5432));
    }

    @Test
    void keepsCloseBehindAnyOtherPort() {
        Addresses addresses = Addresses.from(18000);

        assertThat(ports(addresses)).doesNotHaveDuplicates().allMatch(port -> port < 18000 + Addresses.PORTS);
        assertThat(addresses.kafkaPort()).isEqualTo(18010);
    }

    @Test
    void letsTheServicesFollowTheGateway() {
        assertThat(Addresses.from(8000).services())
                .containsEntry(Service.GATEWAY, "http://127.0.0.1:8000")
                .containsEntry(Service.VALIDATOR, "http://127.0.0.1:8001")
                .containsEntry(Service.SINK, "http://127.0.0.1:8002")
                .containsEntry(Service.METRICS, "http://127.0.0.1:8003")
                .containsEntry(Service.BACKUP, "http://127.0.0.1:8004");
    }

    private static IntStream ports(Addresses addresses) {
        IntStream services = Stream.of(Service.values()).mapToInt(addresses::port);
        return IntStream.concat(
                services,
                IntStream.of(
                        addresses.kafkaPort(),
                        addresses.controllerPort(),
                        addresses.registryPort(),
                        addresses.registryManagementPort(),
                        addresses.postgresPort()));
    }
}
