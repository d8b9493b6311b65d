package io.rollcall.metrics;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.cache.AcceptedEncodings;
import io.rollcall.metrics.cache.AnswerCache;
import io.rollcall.metrics.cache.Question;
import io.rollcall.metrics.cache.Reading;
import io.rollcall.metrics.figures.AboveMean;
import io.rollcall.metrics.figures.Figures;
import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresFigures;
import io.rollcall.metrics.hires.HiresPage;
import io.rollcall.metrics.hires.HiresQuestion;
import io.rollcall.metrics.hires.HiresReader;
import io.rollcall.metrics.pages.MetricPages;
import io.rollcall.metrics.rollup.HiresRollup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The whole service: what was asked → the answer of before if nothing was committed since, else one reading of the rollup
 * → figures → JSON or CSV; or, for a browser, a page with the same figures and what explains them.
 */
@RestController
final class MetricsFlow {

    private final HiresRollup rollup;
    private final HiresReader hires;
    private final MetricPages pages;
    private final AnswerCache answers;

    MetricsFlow(HiresRollup rollup, HiresReader hires, MetricPages pages, AnswerCache answers) {
        this.rollup = rollup;
        this.hires = hires;
        this.pages = pages;
        this.answers = answers;
    }

    /** One row per department and job with a hire in the year, the quarters side by side. */
    @GetMapping(Addresses.HIRED_BY_QUARTER)
    ResponseEntity<byte[]> hiredByQuarter(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String format,
            SelectionParameters selected,
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers) {
        Format askedFormat = Asked.format(format, headers);
        Selection selection = Asked.selection(selected);
        if (askedFormat == Format.HTML && year == null) {
            return pages.ofTheLatestYear();
        }
        int askedYear = Asked.year(year);
        if (askedFormat == Format.HTML) {
            return page(request, headers, () -> pages.hiredByQuarter(askedYear, selection));
        }
        return figures(request, headers, askedFormat, () -> {
            Figures figures = Figures.hiredByQuarter(selection.of(rollup.byQuarter(askedYear)));

            return MetricAnswer.of(figures, askedFormat).named("hired_by_quarter", askedYear);
        });
    }

    /** The departments that hired strictly more than the mean of the year; the mean itself stands in a header. */
    @GetMapping(Addresses.DEPARTMENTS_ABOVE_MEAN)
    ResponseEntity<byte[]> departmentsAboveMean(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String population,
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers) {
        Format askedFormat = Asked.format(format, headers);
        Population askedPopulation = Asked.population(population);
        if (askedFormat == Format.HTML && year == null) {
            return pages.ofTheLatestYear();
        }
        int askedYear = Asked.year(year);
        if (askedFormat == Format.HTML) {
            return page(request, headers, () -> pages.departmentsAboveMean(askedYear, askedPopulation));
        }
        return figures(request, headers, askedFormat, () -> {
            AboveMean above = AboveMean.of(rollup.byDepartment(askedYear), askedPopulation);

            return MetricAnswer.of(Figures.departmentsAboveMean(above.departments()), askedFormat)
                    .withMean(above.mean())
                    .named("departments_above_mean", askedYear);
        });
    }

    /** The hires behind a number of the other two, by id, some at a time. */
    @GetMapping(Addresses.HIRES)
    ResponseEntity<byte[]> hires(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(required = false) @Nullable String format,
            HiresParameters behind,
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers) {
        Format askedFormat = Asked.format(format, headers);
        HiresQuestion question = Asked.hires(Asked.year(year), behind);
        if (askedFormat == Format.HTML) {
            return page(request, headers, () -> pages.hires(question));
        }
        return figures(request, headers, askedFormat, () -> {
            HiresPage page = hires.read(question);

            return MetricAnswer.of(HiresFigures.of(page.hires()), askedFormat)
                    .withNext(page.next().map(next -> Addresses.hires(next, askedFormat)))
                    .named("hires", question.year());
        });
    }

    private ResponseEntity<byte[]> page(HttpServletRequest request, HttpHeaders headers, Supplier<Reading> reading) {
        return answers.answer(
                Question.ofWhoeverAsks(request, Format.HTML.text()), AcceptedEncodings.of(headers), reading);
    }

    private ResponseEntity<byte[]> figures(
            HttpServletRequest request, HttpHeaders headers, Format format, Supplier<ResponseEntity<byte[]>> reading) {
        return answers.answer(
                Question.ofAnybody(request, format.text()),
                AcceptedEncodings.of(headers),
                () -> new Reading(reading.get(), true));
    }
}
