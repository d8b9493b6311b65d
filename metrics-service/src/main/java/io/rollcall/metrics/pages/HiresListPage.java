package io.rollcall.metrics.pages;

import io.rollcall.metrics.answer.Addresses;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.facts.Facts;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresPage;
import io.rollcall.metrics.hires.HiresQuestion;
import io.rollcall.metrics.hires.HiresReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hires behind a number as the template shows them.
 *
 * @param department the name of the one that was asked for; null if none was
 * @param job the name of the one that was asked for; null if none was
 * @param count the number that they stand behind
 */
record HiresListPage(
        HiresQuestion asked,
        @Nullable String department,
        @Nullable String job,
        long count,
        List<Row> rows,
        @Nullable String next,
        Explained facts) {

    /** A hire, its moment for programs and for people. */
    record Row(long id, String name, AsOf at, String department, String job) {}

    /** To be called in one transaction. */
    static HiresListPage read(HiresQuestion asked, HiresReader hires, Facts facts) {
        HiresPage page = hires.read(asked);
        return new HiresListPage(
                asked,
                named(asked.departmentId(), asked.departmentId().flatMap(hires::department)),
                named(asked.jobId(), asked.jobId().flatMap(hires::job)),
                hires.count(asked),
                page.hires().stream()
                        .map(hire -> new Row(
                                hire.id(), hire.name(), AsOf.of(hire.datetime()), hire.department(), hire.job()))
                        .toList(),
                page.next().map(next -> Addresses.hires(next, Format.HTML)).orElse(null),
                Explained.of(facts, asked.year()));
    }

    /** What was asked for but is not there is called by its number. */
    private static @Nullable String named(Optional<Long> id, Optional<String> name) {
        return id.isEmpty() ? null : name.orElseGet(() -> "number " + id.get());
    }

    /** The time that they are of, in words. */
    public String period() {
        return asked.quarter().map(quarter -> "Q" + quarter + " ").orElse("") + asked.year();
    }

    public boolean isBeginning() {
        return asked.after() == 0;
    }

    public String beginning() {
        return Addresses.hires(asked.after(0), Format.HTML);
    }

    public String csv() {
        return Addresses.hires(asked, Format.CSV);
    }

    public String json() {
        return Addresses.hires(asked, Format.JSON);
    }

    /** The page that these hires are counted on. */
    public String back() {
        return Addresses.hiredByQuarter(asked.year(), Selection.ALL, Format.HTML);
    }
}
