package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GatewayPropertiesTest {

    @Test
    void theDefaultsAreValidAndTheInstanceIsNamedByItsHost() {
        assertThat(bound(Map.of("rollcall.gateway.instance-id", "")).instanceId())
                .isNotEmpty();
        assertThat(objections(Map.of("rollcall.gateway.instance-id", "one"))).isEmpty();
    }

    @Test
    void refusesAnUploadLimitOutOfBounds() {
        assertThat(objections("max-upload", "0B")).containsExactly("max-upload must be 1 byte to 1 TB");
        assertThat(objections("max-upload", "1025GB")).containsExactly("max-upload must be 1 byte to 1 TB");
        assertThat(objections("max-upload", "1TB")).isEmpty();
    }

    private static List<String> objections(String property, String value) {
        return objections(Map.of("rollcall.gateway.instance-id", "one", "rollcall.gateway." + property, value));
    }

    private static List<String> objections(Map<String, String> settings) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return validators.getValidator().validate(bound(settings)).stream()
                    .map(ConstraintViolation::getMessage)
                    .toList();
        }
    }

    private static GatewayProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("rollcall.gateway", GatewayProperties.class);
    }
}
