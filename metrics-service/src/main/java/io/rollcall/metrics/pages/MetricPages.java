package io.rollcall.metrics.pages;

import io.rollcall.metrics.cache.Reading;
import io.rollcall.metrics.facts.FactsReader;
import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresQuestion;
import io.rollcall.metrics.hires.HiresReader;
import io.rollcall.metrics.rollup.HiresRollup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The pages: everything that one of them says is read from one snapshot of the database, then rendered. */
public final class MetricPages {

    private final Snapshot snapshot;
    private final HiresRollup rollup;
    private final HiresReader hires;
    private final FactsReader facts;
    private final PageRenderer renderer;

    public MetricPages(
            Snapshot snapshot, HiresRollup rollup, HiresReader hires, FactsReader facts, PageRenderer renderer) {
        this.snapshot = snapshot;
        this.rollup = rollup;
        this.hires = hires;
        this.facts = facts;
        this.renderer = renderer;
    }

    /** Sends whoever has named no year to the same page of the latest year that has hires. */
    public ResponseEntity<byte[]> ofTheLatestYear() {
        int latest = facts.latestYear();
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        String asked = request.getQueryString() == null ? "" : request.getQueryString() + "&";
        return PageAnswer.elsewhere(request.getRequestURI() + "?" + asked + "year=" + latest);
    }

    /** Hires by department, job and quarter. */
    public Reading hiredByQuarter(int year, Selection selection) {
        QuartersPage page = snapshot.read(() -> QuartersPage.of(year, selection, rollup.byQuarter(year), facts.read()));
        return reading("metrics/quarters", Place.QUARTERS, page, page.facts(), Optional.empty());
    }

    /** Departments above the mean, and the others. */
    public Reading departmentsAboveMean(int year, Population population) {
        MeanPage page = snapshot.read(() -> MeanPage.of(year, population, rollup.byDepartment(year), facts.read()));
        return reading("metrics/mean", Place.MEAN, page, page.facts(), Optional.empty());
    }

    /** The hires behind a number. */
    public Reading hires(HiresQuestion question) {
        HiresListPage page = snapshot.read(() -> HiresListPage.read(question, hires, facts.read()));
        return reading("metrics/hires", Place.QUARTERS, page, page.facts(), Optional.ofNullable(page.next()));
    }

    private Reading reading(String template, Place place, Object page, Explained facts, Optional<String> next) {
        return new Reading(PageAnswer.of(renderer.render(template, place, page), facts, next), facts.isExact());
    }
}
