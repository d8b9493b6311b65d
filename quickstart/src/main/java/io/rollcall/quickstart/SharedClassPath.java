package io.rollcall.quickstart;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Spring Boot sets up whatever it finds on the class path, and here five services share one. This keeps from each what only
 * another needs.
 */
final class SharedClassPath implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Said by the settings of the services that forward no requests. */
    private static final String FORWARDS_NOTHING = "rollcall.quickstart.forwards-nothing";

    private static final String FORWARDING = "org.springframework.cloud.";

    private boolean forwardsNothing;

    @Override
    public void setEnvironment(Environment environment) {
        forwardsNothing = environment.getProperty(FORWARDS_NOTHING, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = autoConfigurations[i];
            wanted[i] = name == null || !(forwardsNothing && name.startsWith(FORWARDING));
        }
        return wanted;
    }
}
