package io.rollcall.access;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Lets the environment's {@code SECRET_KEY} be the key unless {@code rollcall.access.secret-key} says otherwise. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class SecretKeyFromEnvironment implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var key = environment.getProperty("SECRET_KEY", "");
        if (!key.isBlank()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("SECRET_KEY", Map.of("rollcall.access.secret-key", key)));
        }
    }
}
