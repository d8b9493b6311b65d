package io.rollcall.gateway.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.access.problems.Problem;
import io.rollcall.gateway.receipts.Receipt;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts what came in and what was refused; the log names each batch. */
@Component
final class Figures {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final MeterRegistry registry;

    Figures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a batch that was accepted just now. */
    Receipt accepted(Receipt receipt) {
        receipt.tables()
                .forEach((table, counts) -> registry.counter("rollcall.rows.accepted", "table", table)
                        .increment((double) counts.received()));
        LOG.atInfo().addKeyValue("batch", receipt.id()).log("accepted a batch of {} rows", receipt.received());
        return receipt;
    }

    void refused(Problem reason) {
        registry.counter(
                        "rollcall.requests.refused",
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
    }
}
