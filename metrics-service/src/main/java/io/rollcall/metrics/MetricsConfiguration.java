package io.rollcall.metrics;

import io.rollcall.metrics.rollup.HiresRollup;
import io.rollcall.metrics.rollup.RollupRecount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what knows nothing of Spring's container. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    HiresRollup hiresRollup(JdbcClient database) {
        return new HiresRollup(database);
    }

    @Bean
    RollupRecount rollupRecount(JdbcClient database) {
        return new RollupRecount(database);
    }
}
