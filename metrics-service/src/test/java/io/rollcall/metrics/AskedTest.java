package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Column;
import io.rollcall.metrics.figures.Population;
import io.rollcall.metrics.figures.Selection;
import io.rollcall.metrics.hires.HiresQuestion;
import java.util.List;
import java.util.Optional;
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
    @CsvSource({"json,JSON", "csv,CSV", "html,HTML"})
    void theParameterDecidesTheFormatWhateverIsAccepted(String text, Format format) {
        assertThat(Asked.format(text, accepting("text/html"))).isEqualTo(format);
        assertThat(Asked.format(text, accepting("application/json"))).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JSON", "xml", "csv,json", "../csv"})
    void refusesOtherFormats(String text) {
        assertProblem(() -> Asked.format(text, new HttpHeaders()), Problem.INVALID_PARAMETER, "parameter", "format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "nonsense"})
    void namesTheFormatsThereAreToWhoeverAcceptsNone(String accept) {
        assertProblem(
                () -> Asked.format(null, accepting(accept)),
                Problem.NOT_ACCEPTABLE,
                "formats",
                List.of("json", "csv", "html"));
    }

    @Test
    void selectsEveryRowInTheContractsOrderUnlessAskedOtherwise() {
        assertThat(Asked.selection(new SelectionParameters(null, null, null, null)))
                .isEqualTo(Selection.ALL);
        assertThat(Asked.selection(new SelectionParameters(" ", "", null, "asc")))
                .isEqualTo(Selection.ALL);
    }

    @Test
    void understandsFiltersAndOrder() {
        assertThat(Asked.selection(new SelectionParameters(" sup ", "clerk", "Q3", "desc")))
                .isEqualTo(new Selection("sup", "clerk", Column.Q3, true));
    }

    @Test
    void takesFiltersOfTwoHundredCharactersButNoLonger() {
        String longest = "👩".repeat(200);

        assertThat(Asked.selection(new SelectionParameters(longest, longest, null, null))
                        .job())
                .isEqualTo(longest);
        assertProblem(
                () -> Asked.selection(new SelectionParameters(longest + "x", null, null, null)),
                Problem.INVALID_PARAMETER,
                "parameter",
                "department");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "salary", "q1", "Q5", "department; DROP TABLE jobs"})
    void refusesToSortByWhatIsNoColumn(String sort) {
        assertProblem(
                () -> Asked.selection(new SelectionParameters(null, null, sort, null)),
                Problem.INVALID_PARAMETER,
                "parameter",
                "sort");
    }

    @Test
    void refusesOtherOrders() {
        assertProblem(
                () -> Asked.selection(new SelectionParameters(null, null, "Q1", "down")),
                Problem.INVALID_PARAMETER,
                "parameter",
                "order");
    }

    @Test
    void understandsWhichHiresAreWanted() {
        assertThat(Asked.hires(2021, new HiresParameters("4", "9223372036854775807", "7", "12", "1000")))
                .isEqualTo(new HiresQuestion(
                        2021, Optional.of(4), Optional.of(Long.MAX_VALUE), Optional.of(7L), 12, 1000));
        assertThat(Asked.hires(2021, new HiresParameters(null, null, null, null, null)))
                .isEqualTo(new HiresQuestion(2021, Optional.empty(), Optional.empty(), Optional.empty(), 0, 50));
    }

    @ParameterizedTest
    @CsvSource({
        "quarter,0",
        "quarter,5",
        "quarter,one",
        "department_id,0",
        "department_id,-1",
        "department_id,9223372036854775808",
        "job_id,1 OR 1=1",
        "after,-1",
        "limit,0",
        "limit,1001",
        "limit,''"
    })
    void refusesHiresThatCannotBe(String parameter, String value) {
        assertProblem(
                () -> Asked.hires(
                        2021,
                        new HiresParameters(
                                parameter.equals("quarter") ? value : null,
                                parameter.equals("department_id") ? value : null,
                                parameter.equals("job_id") ? value : null,
                                parameter.equals("after") ? value : null,
                                parameter.equals("limit") ? value : null)),
                Problem.INVALID_PARAMETER,
                "parameter",
                parameter);
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
