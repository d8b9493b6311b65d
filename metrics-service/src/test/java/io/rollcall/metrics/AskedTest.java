package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Population;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class AskedTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2021,2021", "9999,9999", "0021,21"})
    void understandsYears(String text, int year) {
        assertThat(Asked.year(text)).isEqualTo(year);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0000",
                "-1",
                "+1",
                "10000",
                "2021.0",
                "2e3",
                "2021 ",
                "2021,2022",
                "٢٠٢١",
                "twenty",
                "2021;DROP TABLE jobs",
                "99999999999999999999"
            })
    void refusesWhatIsNoYear(String text) {
        assertProblem(() -> Asked.year(text), Problem.INVALID_PARAMETER, "parameter", "year");
    }

    @ParameterizedTest
    @CsvSource({"all,ALL", "hiring,HIRING"})
    void understandsPopulations(String text, Population population) {
        assertThat(Asked.population(text)).isEqualTo(population);
    }

    @Test
    void takesTheMeanOfAllUnlessAskedOtherwise() {
        assertThat(Asked.population(null)).isEqualTo(Population.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALL", "none", "all,hiring"})
    void refusesOtherPopulations(String text) {
        assertProblem(() -> Asked.population(text), Problem.INVALID_PARAMETER, "parameter", "population");
    }

    @ParameterizedTest
    @CsvSource({"json,JSON", "csv,CSV"})
    void theParameterDecidesTheFormatWhateverIsAccepted(String text, Format format) {
        assertThat(Asked.format(text, accepting("text/html"))).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JSON", "xml", "csv,json", "../csv"})
    void refusesOtherFormats(String text) {
        assertProblem(() -> Asked.format(text, new HttpHeaders()), Problem.INVALID_PARAMETER, "parameter", "format");
    }

    @Test
    void namesTheFormatsThereAreToWhoeverWantsHtml() {
        assertProblem(
                () -> Asked.format("html", new HttpHeaders()),
                Problem.NOT_ACCEPTABLE,
                "formats",
                List.of("json", "csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "nonsense"})
    void namesTheFormatsThereAreToWhoeverAcceptsNone(String accept) {
        assertProblem(
                () -> Asked.format(null, accepting(accept)), Problem.NOT_ACCEPTABLE, "formats", List.of("json", "csv"));
    }

    private static HttpHeaders accepting(String accept) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, accept);
        return headers;
    }

    private static void assertProblem(ThrowingCallable call, Problem problem, String member, Object value) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(problem);
            assertThat(refusal.getBody().getDetail()).isNotBlank();
            assertThat(refusal.getBody().getProperties()).asInstanceOf(MAP).containsEntry(member, value);
        });
    }
}
