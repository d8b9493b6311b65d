package io.rollcall.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows an {@link AccessRefusal} in place of the stack trace of the start that it ended. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessRefusalAnalyzer extends AbstractFailureAnalyzer<AccessRefusal> {

    @Override
    protected FailureAnalysis analyze(Throwable start, AccessRefusal refusal) {
        return new FailureAnalysis(refusal.wrong(), refusal.remedy(), refusal);
    }
}
