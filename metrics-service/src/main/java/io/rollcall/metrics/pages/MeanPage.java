package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.figures.AboveMean;
import io.rollcall.metrics.figures.DepartmentHires;
import io.rollcall.metrics.figures.Figures;
import io.rollcall.metrics.figures.Population;
import java.math.BigDecimal;
import java.util.List;

/**
 * Departments above the mean, and the others, as the template shows them.
 *
 * @param mean with four decimals; empty if there is none
 * @param counted how many departments the mean is taken over
 * @param figures the departments and the mean, as JSON, from which the figure is drawn
 */
record MeanPage(
        int year,
        List<Integer> years,
        String population,
        String mean,
        long counted,
        List<Row> above,
        List<Row> others,
        String figures,
        Explained facts) {

    /** A department and its hires of the year. */
    record Row(long id, String department, HiresCell cell) {}

    static MeanPage of(int year, Population population, List<DepartmentHires> departments, Facts facts) {
        AboveMean split = AboveMean.of(departments, population);
        String mean = split.mean().map(BigDecimal::toPlainString).orElse("");
        return new MeanPage(
                year,
                YearChoice.of(facts, year),
                population.text(),
                mean,
                departments.stream().filter(population::counts).count(),
                rows(year, split.departments()),
                rows(year, split.others()),
                "{\"mean\":%s,\"above\":%s,\"others\":%s}"
                        .formatted(
                                mean.isEmpty() ? "null" : mean,
                                EmbeddedJson.of(Figures.departmentsAboveMean(split.departments())),
                                EmbeddedJson.of(Figures.departmentsAboveMean(split.others()))),
                Explained.of(facts, year));
    }

    private static List<Row> rows(int year, List<DepartmentHires> departments) {
        return departments.stream()
                .map(row -> new Row(row.id(), row.department(), HiresCell.ofDepartment(year, row.id(), row.hired())))
                .toList();
    }

    public String csv() {
        return address(Format.CSV);
    }

    public String json() {
        return address(Format.JSON);
    }

    private String address(Format format) {
        return Addresses.departmentsAboveMean(year, Population.named(population).orElseThrow(), format);
    }
}
