package io.rollcall.schemas.rules;

import static io.rollcall.schemas.rules.Rows.DEPARTMENTS;
import static io.rollcall.schemas.rules.Rows.HIRES;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schemas.record.ReasonCode;
import io.rollcall.schemas.record.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class JudgeTest {

    private static final Sent LIST =
            new Sent.Structure(JsonNodeFactory.instance.arrayNode().add(1));
    private static final Sent OBJECT =
            new Sent.Structure(JsonNodeFactory.instance.objectNode().put("a", 1));

    static final List<Sent> MISSING = List.of(
            Sent.Nothing.ABSENT,
            Sent.Nothing.NULL,
            new Sent.Text(""),
            new Sent.Text(" "),
            new Sent.Text("\t\r\n "),
            new Sent.Text("\u2003\u3000"));

    static final List<String> COLUMNS = HIRES.columnNames();

    @ParameterizedTest
    @MethodSource("everyColumnWithoutAValue")
    void requiresEveryField(String column, Sent sent) {
        assertThat(Rows.faults(HIRES, Rows.hire(column, sent))).containsExactly(column + " missing");
    }

    static Stream<Arguments> everyColumnWithoutAValue() {
        return COLUMNS.stream().flatMap(column -> MISSING.stream().map(sent -> Arguments.of(column, sent)));
    }

    @ParameterizedTest
    @MethodSource("integerColumnsAndWholeNumbers")
    void readsTextThatIsAnInteger(String column, String text, long value) {
        Judgement.Sound sound = Rows.sound(HIRES, Rows.hire(column, new Sent.Text(text)));

        assertThat(sound.value().get(column)).isEqualTo(value);
    }

    static Stream<Arguments> integerColumnsAndWholeNumbers() {
        return Stream.of("id", "department_id", "job_id")
                .flatMap(column -> Stream.of(
                        Arguments.of(column, "1", 1L),
                        Arguments.of(column, "+1", 1L),
                        Arguments.of(column, "0001", 1L),
                        Arguments.of(column, " 42\t", 42L),
                        Arguments.of(column, "0000000000000000000000000000007", 7L),
                        Arguments.of(column, "9223372036854775807", Long.MAX_VALUE),
                        Arguments.of(column, "+9223372036854775807", Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1.5",
                "1.0",
                "1,000",
                "1 000",
                "1e3",
                "0x1",
                "+",
                "-",
                "--1",
                "+-1",
                "1-",
                "١٢",
                "１",
                "½",
                "NaN",
                "Infinity",
                "null",
                "1L",
                "1_000",
                "𝟙",
                "1\u00002",
                "\u00A01"
            })
    void doesNotTakeOtherTextForAnInteger(String text) {
        for (String column : List.of("id", "department_id", "job_id")) {
            assertThat(Rows.faults(HIRES, Rows.hire(column, new Sent.Text(text))))
                    .containsExactly(column + " not_an_integer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0",
                "-1",
                "-9223372036854775808",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "+18446744073709551616",
                "100000000000000000000000000000000000000"
            })
    void confinesIdsToPositiveNumbersOf64Bits(String text) {
        for (String column : List.of("id", "department_id", "job_id")) {
            assertThat(Rows.faults(HIRES, Rows.hire(column, new Sent.Text(text))))
                    .containsExactly(column + " out_of_range");
        }
    }

    static final List<Arguments> NUMBERS = List.of(
            Arguments.of(new Sent.Whole(0), "out_of_range"),
            Arguments.of(new Sent.Whole(-7), "out_of_range"),
            Arguments.of(new Sent.Huge(BigInteger.TWO.pow(63)), "out_of_range"),
            Arguments.of(new Sent.Fraction(new BigDecimal("1.5")), "not_an_integer"),
            Arguments.of(new Sent.Fraction(new BigDecimal("1.0")), "not_an_integer"),
            Arguments.of(new Sent.Fraction(1e3), "not_an_integer"),
            Arguments.of(new Sent.Fraction(Double.NaN), "not_an_integer"),
            Arguments.of(new Sent.Fraction(Float.POSITIVE_INFINITY), "not_an_integer"),
            Arguments.of(new Sent.Truth(true), "wrong_type"),
            Arguments.of(LIST, "wrong_type"),
            Arguments.of(OBJECT, "wrong_type"),
            Arguments.of(new Sent.Garbled("\uFFFD"), "undecodable"));

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void holdsAnIntegerColumnToItsType(Sent sent, String code) {
        for (String column : List.of("id", "department_id", "job_id")) {
            assertThat(Rows.faults(HIRES, Rows.hire(column, sent))).containsExactly(column + " " + code);
        }
    }

    static final List<Sent> NO_TEXT = List.of(
            new Sent.Whole(1),
            new Sent.Huge(BigInteger.TWO.pow(64)),
            new Sent.Fraction(1.5),
            new Sent.Moment(1, TimeUnit.MILLISECONDS),
            new Sent.Truth(false),
            LIST,
            OBJECT);

    @ParameterizedTest
    @FieldSource("NO_TEXT")
    void holdsATextColumnToItsType(Sent sent) {
        assertThat(Rows.faults(HIRES, Rows.hire("name", sent))).containsExactly("name wrong_type");
    }

    @ParameterizedTest
    @MethodSource("noMoments")
    void holdsAnInstantColumnToItsType(Sent sent) {
        assertThat(Rows.faults(HIRES, Rows.hire("datetime", sent))).containsExactly("datetime wrong_type");
    }

    static Stream<Sent> noMoments() {
        return NO_TEXT.stream().filter(sent -> !(sent instanceof Sent.Moment));
    }

    @Test
    void trimsText() {
        Judgement.Sound sound = Rows.sound(HIRES, Rows.hire("name", new Sent.Text("\u2003 Ada  Lovelace\t\n")));

        assertThat(sound.value().get("name")).isEqualTo("Ada  Lovelace");
    }

    @Test
    void countsCharactersNotUnitsOfTheirEncoding() {
        String longest = "😀".repeat(255);

        assertThat(Rows.faults(HIRES, Rows.hire("name", new Sent.Text("  " + longest + "  "))))
                .isEmpty();
        assertThat(Rows.faults(HIRES, Rows.hire("name", new Sent.Text(longest + "!"))))
                .containsExactly("name too_long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u0000", "\uD800", "\uDC00", "a\uD83D", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void refusesTextThatCannotBeStored(String text) {
        assertThat(Rows.faults(HIRES, Rows.hire("name", new Sent.Text(text)))).containsExactly("name undecodable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\uFFFD", "\uFFFF", "😀", "é", "e\u0301", "'; DROP TABLE jobs;--", "=1+1", "\\"})
    void takesAnyOtherText(String text) {
        assertThat(Rows.sound(HIRES, Rows.hire("name", new Sent.Text(text)))
                        .value()
                        .get("name"))
                .isEqualTo(text.strip());
    }

    @Test
    void namesBothFaultsOfATextThatHasTwo() {
        assertThat(Rows.faults(HIRES, Rows.hire("name", new Sent.Text("\u0000".repeat(256)))))
                .containsExactly("name undecodable", "name too_long");
    }

    @Test
    void listsEveryFaultOfARowInTheOrderOfItsColumns() {
        SentRow row = Rows.json(HIRES, """
                {"more": 1, "job_id": 1.5, "department_id": -3, "datetime": "yesterday", "name": " ", "id": "x", "and": []}
                """);

        assertThat(Rows.faults(HIRES, row))
                .containsExactly(
                        "id not_an_integer",
                        "name missing",
                        "datetime bad_datetime",
                        "department_id out_of_range",
                        "job_id not_an_integer",
                        "more unknown_field",
                        "and unknown_field");
    }

    @Test
    void namesWhatTheRowRefersToEvenIfItIsFaultyElsewhere() {
        Judgement.Faulty faulty = Rows.faulty(HIRES, Rows.json(HIRES, "{\"department_id\": \"007\", \"job_id\": 0}"));

        assertThat(faulty.references()).singleElement().satisfies(reference -> {
            assertThat(reference.table()).isEqualTo("departments");
            assertThat(reference.id()).isEqualTo(7);
        });
        assertThat(Rules.unknownReference(faulty.references().getFirst()))
                .isEqualTo(new Violation(
                        "department_id",
                        ReasonCode.UNKNOWN_REFERENCE,
                        "department_id must name a record of departments, and none with id 7 came in time.",
                        "007"));
    }

    @Test
    void namesReferencesInTheOrderOfTheColumns() {
        Judgement.Sound sound = Rows.sound(HIRES, Rows.hire("id", new Sent.Whole(9)));

        assertThat(sound.id()).isEqualTo(9);
        assertThat(sound.references()).extracting(Reference::table).containsExactly("departments", "jobs");
    }

    @Test
    void rejectsALineOfCsvWithAWrongNumberOfColumns() {
        Judgement.Faulty faulty = Rows.faulty(DEPARTMENTS, new SentRow.Cells(List.of("1", "Sales", "")));

        assertThat(faulty.violations())
                .containsExactly(new Violation(
                        null,
                        ReasonCode.WRONG_COLUMN_COUNT,
                        "The row has 3 columns, but departments has 2: id, department.",
                        3));
        assertThat(faulty.references()).isEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhatWouldBeRight() {
        Judgement.Faulty faulty = Rows.faulty(
                HIRES,
                Rows.json(HIRES, "{\"id\": \"abc\", \"name\": 12, \"datetime\": \"27/07/2021\", \"job_id\": true}"));

        assertThat(faulty.violations())
                .extracting(Violation::message)
                .containsExactly(
                        "id must be an integer, digits only with an optional sign, not \"abc\".",
                        "name must be text, not the number 12.",
                        "datetime must be a date and time in ISO 8601 with an offset, such as 2021-07-27T16:02:08Z,"
                                + " in the years 0001 to 9999, not \"27/07/2021\".",
                        "department_id is missing; every field is required.",
                        "job_id must be an integer, not true.");
    }

    @Test
    void cutsALongValueInTheMessageOnly() {
        String value = "😀".repeat(300);
        Violation violation = Rows.faulty(HIRES, Rows.hire("name", new Sent.Text(value)))
                .violations()
                .getFirst();

        assertThat(violation.value()).isEqualTo(value);
        assertThat(violation.message())
                .isEqualTo("name must have at most 255 characters, not \"" + "😀".repeat(60) + "…\".");
    }

    @Test
    void givesValuesAsTheyWereSent() {
        Judgement.Faulty faulty = Rows.faulty(
                HIRES,
                Rows.json(HIRES, "{\"id\": 1.50, \"name\": [1, {\"a\": null}], \"datetime\": 5, \"job_id\": \" x \"}"));

        assertThat(faulty.violations())
                .extracting(Violation::value)
                .containsExactly(new BigDecimal("1.50"), "[1,{\"a\":null}]", 5L, null, " x ");
    }
}
