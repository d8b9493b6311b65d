package io.rollcall.metrics;

import io.rollcall.metrics.rollup.RollupRecount;
import io.rollcall.metrics.rollup.RollupRecount.Difference;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What {@code --verify} does instead of serving: recounts, names every difference, ends with 0 if there is none. */
@Component
@Profile(MetricsApplication.VERIFY)
class RollupVerification implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger log = LoggerFactory.getLogger(RollupVerification.class);

    /** Told apart from 1, with which a JVM ends that could not even look. */
    private static final int ROLLUP_DIFFERS = 2;

    private final RollupRecount recount;
    private List<Difference> differences = List.of();

    RollupVerification(RollupRecount recount) {
        this.recount = recount;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        differences = recount.differences();
        differences.forEach(difference -> log.error("the rollup differs from the hires: {}", difference));
        log.info("rollup verified against the hires: {} differences", differences.size());
    }

    @Override
    public int getExitCode() {
        return differences.isEmpty() ? 0 : ROLLUP_DIFFERS;
    }
}
