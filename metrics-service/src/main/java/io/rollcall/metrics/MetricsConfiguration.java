package io.rollcall.metrics;

import io.rollcall.metrics.cache.AnswerCache;
import io.rollcall.metrics.facts.DatabaseState;
import io.rollcall.metrics.facts.FactsReader;
import io.rollcall.metrics.hires.HiresReader;
import io.rollcall.metrics.pages.MetricPages;
import io.rollcall.metrics.pages.PageRenderer;
import io.rollcall.metrics.pages.ProblemPage;
import io.rollcall.metrics.pages.Snapshot;
import io.rollcall.metrics.rollup.HiresRollup;
import io.rollcall.metrics.rollup.RollupRecount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.thymeleaf.ITemplateEngine;

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

    @Bean
    HiresReader hiresReader(JdbcClient database) {
        return new HiresReader(database);
    }

    @Bean
    AnswerCache answerCache(JdbcClient database, MetricsProperties properties) {
        String state = "SELECT " + DatabaseState.COLUMN;
        return new AnswerCache(() -> database.sql(state).query(String.class).single(), properties.cache());
    }

    @Bean
    PageRenderer pageRenderer(ITemplateEngine templates) {
        return new PageRenderer(templates);
    }

    @Bean
    ProblemPage problemPage(PageRenderer renderer) {
        return new ProblemPage(renderer);
    }

    @Bean
    MetricPages metricPages(
            JdbcClient database,
            PlatformTransactionManager transactions,
            HiresRollup rollup,
            HiresReader hires,
            PageRenderer renderer) {
        return new MetricPages(new Snapshot(transactions), rollup, hires, new FactsReader(database), renderer);
    }
}
