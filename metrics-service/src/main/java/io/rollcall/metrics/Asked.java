package io.rollcall.metrics;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Column;
import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresQuestion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;

/** Reads what a request asks for; whatever cannot be meant is refused by name, never guessed. */
final class Asked {

    private static final Pattern YEAR = Pattern.compile("[0-9]{1,4}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    /** As long as the longest name that people give, and short enough for an address. */
    private static final int LONGEST_FILTER = 200;

    private Asked() {}

    /** The year, 1 to 9999. There is no default: figures of a year nobody named would be read as those of another. */
    static int year(@Nullable String text) {
        if (text == null) {
            throw impossible("year", "The parameter 'year' is required: a year from 1 to 9999.");
        }
        int year = YEAR.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (year == 0) {
            throw impossible("year", "The parameter 'year' must be a whole number from 1 to 9999.");
        }
        return year;
    }

    /** Whose mean; every department's unless asked otherwise. */
    static Population population(@Nullable String text) {
        return text == null
                ? Population.ALL
                : Population.named(text).orElseThrow(() -> notOneOf("population", Population.names()));
    }

    /** Which rows and in which order; without any of the parameters all rows in the contract's order. */
    static Selection selection(SelectionParameters asked) {
        return new Selection(
                filter("department", asked.department()),
                filter("job", asked.job()),
                asked.sort() == null
                        ? Selection.ALL.column()
                        : Column.named(asked.sort()).orElseThrow(() -> notOneOf("sort", Column.names())),
                isDescending(asked.order()));
    }

    private static String filter(String parameter, @Nullable String text) {
        String filter = text == null ? "" : text.strip();
        if (filter.codePointCount(0, filter.length()) > LONGEST_FILTER) {
            throw impossible(
                    parameter,
                    "The parameter '%s' may have at most %d characters.".formatted(parameter, LONGEST_FILTER));
        }
        return filter;
    }

    private static boolean isDescending(@Nullable String order) {
        if (order == null || order.equals("asc")) {
            return false;
        }
        if (order.equals("desc")) {
            return true;
        }
        throw notOneOf("order", List.of("asc", "desc"));
    }

    /** The hires behind a number. */
    static HiresQuestion hires(int year, HiresParameters asked) {
        return new HiresQuestion(
                year,
                within("quarter", asked.quarter(), 1, 4).map(Math::toIntExact),
                within("department_id", asked.departmentId(), 1, Long.MAX_VALUE),
                within("job_id", asked.jobId(), 1, Long.MAX_VALUE),
                within("after", asked.after(), 0, Long.MAX_VALUE).orElse(0L),
                within("limit", asked.limit(), 1, HiresQuestion.LARGEST_LIMIT)
                        .map(Math::toIntExact)
                        .orElse(HiresQuestion.USUAL_LIMIT));
    }

    private static Optional<Long> within(String parameter, @Nullable String text, long least, long most) {
        if (text == null) {
            return Optional.empty();
        }
        long number = number(text);
        if (number < least || number > most) {
            String range = most == Long.MAX_VALUE ? "from " + least + " on" : "from " + least + " to " + most;
            throw impossible(parameter, "The parameter '%s' must be a whole number %s.".formatted(parameter, range));
        }
        return Optional.of(number);
    }

    /** The number, or -1 if it is none. */
    private static long number(String text) {
        try {
            return NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether an answer, be it a refusal, is for somebody in front of a browser. */
    static boolean isPage(@Nullable String format, HttpHeaders headers) {
        if (format != null && Format.named(format).isPresent()) {
            return format.equals(Format.HTML.text());
        }
        try {
            return Negotiation.best(headers.getAccept()).equals(Optional.of(Format.HTML));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** The format by the parameter, else by the header {@code Accept}, else JSON. */
    static Format format(@Nullable String text, HttpHeaders headers) {
        if (text == null) {
            return accepted(headers);
        }
        return Format.named(text).orElseThrow(() -> notOneOf("format", Format.names()));
    }

    private static Format accepted(HttpHeaders headers) {
        try {
            return Negotiation.best(headers.getAccept()).orElseThrow(Asked::notAcceptable);
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable();
        }
    }

    private static ProblemException notAcceptable() {
        return ProblemException.of(Problem.NOT_ACCEPTABLE)
                .detail("This comes as " + String.join(" or ", Format.names()) + ".")
                .with("formats", Format.names());
    }

    private static ProblemException notOneOf(String parameter, List<String> values) {
        return impossible(
                parameter, "The parameter '%s' must be %s.".formatted(parameter, String.join(" or ", values)));
    }

    private static ProblemException impossible(String parameter, String detail) {
        return ProblemException.of(Problem.INVALID_PARAMETER).detail(detail).with("parameter", parameter);
    }
}
