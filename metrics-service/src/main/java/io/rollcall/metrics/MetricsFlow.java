package io.rollcall.metrics;

import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.AboveMean;
import io.rollcall.metrics.figures.Figures;
import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.rollup.HiresRollup;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole service: what was asked → one reading of the rollup → figures → JSON or CSV. */
@RestController
@RequestMapping("/metrics")
final class MetricsFlow {

    private final HiresRollup rollup;

    MetricsFlow(HiresRollup rollup) {
        this.rollup = rollup;
    }

    /** One row per department and job with a hire in the year, the quarters side by side. */
    @GetMapping("/hired_by_quarter")
    ResponseEntity<byte[]> hiredByQuarter(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader HttpHeaders headers) {
        int askedYear = Asked.year(year);
        Format askedFormat = Asked.format(format, headers);

        Figures figures = Figures.hiredByQuarter(rollup.byQuarter(askedYear));

        return MetricAnswer.of(figures, askedFormat).named("hired_by_quarter", askedYear);
    }

    /** The departments that hired strictly more than the mean of the year; the mean itself stands in a header. */
    @GetMapping("/departments_above_mean")
    ResponseEntity<byte[]> departmentsAboveMean(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String population,
            @RequestHeader HttpHeaders headers) {
        int askedYear = Asked.year(year);
        Population askedPopulation = Asked.population(population);
        Format askedFormat = Asked.format(format, headers);

        AboveMean above = AboveMean.of(rollup.byDepartment(askedYear), askedPopulation);

        return MetricAnswer.of(Figures.departmentsAboveMean(above.departments()), askedFormat)
                .withMean(above.mean())
                .named("departments_above_mean", askedYear);
    }
}
