package io.rollcall.metrics;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Population;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;

/** Reads what a request asks for; whatever cannot be meant is refused by name, never guessed. */
final class Asked {

    private static final Pattern YEAR = Pattern.compile("[0-9]{1,4}");

    /** Part of the contract, of a later version. */
    private static final String HTML = "html";

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

    /** The format by the parameter, else by the header {@code Accept}, else JSON. */
    static Format format(@Nullable String text, HttpHeaders headers) {
        if (text == null) {
            return accepted(headers);
        }
        if (text.equals(HTML)) {
            throw notAcceptable();
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
                .detail("This metric comes as " + String.join(" or ", Format.names()) + ".")
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
