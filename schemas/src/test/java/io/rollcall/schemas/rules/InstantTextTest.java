package io.rollcall.schemas.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    @ParameterizedTest
    @CsvSource({
        "2021-07-27T16:02:08Z, 2021-07-27T16:02:08Z",
        "2021-07-27t16:02:08z, 2021-07-27T16:02:08Z",
        "2021-07-27T16:02Z, 2021-07-27T16:02:00Z",
        "2021-07-27T16:02:08+00:00, 2021-07-27T16:02:08Z",
        "2021-07-27T16:02:08-00:00, 2021-07-27T16:02:08Z",
        "2021-07-27T16:02:08+05:30, 2021-07-27T10:32:08Z",
        "2021-07-27T16:02:08-0330, 2021-07-27T19:32:08Z",
        "2021-07-27T16:02:08+18, 2021-07-26T22:02:08Z",
        "2021-07-27T16:02:08.5Z, 2021-07-27T16:02:08.5Z",
        "2021-07-27T16:02:08.123456789Z, 2021-07-27T16:02:08.123456Z",
        "2021-07-27T16:02:08.999999999999Z, 2021-07-27T16:02:08.999999Z",
        "'2021-07-27T16:02:08,25+01:00', 2021-07-27T15:02:08.25Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
        "2020-02-29T00:00:00Z, 2020-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void readsDatesWithTimeAndOffset(String text, Instant moment) {
        assertThat(InstantText.read(text)).isEqualTo(new Reading.InstantValue(micros(moment)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-07-27T16:02:08",
                "2021-07-27",
                "16:02:08Z",
                "2021-07-27 16:02:08Z",
                "2021-07-27T16Z",
                "yesterday",
                "2021-13-01T00:00:00Z",
                "2021-00-01T00:00:00Z",
                "2021-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2021-04-31T00:00:00Z",
                "2021-07-00T00:00:00Z",
                "2021-07-27T24:00:00Z",
                "2021-07-27T23:60:00Z",
                "2021-07-27T23:59:60Z",
                "2021-07-27T16:02:08.Z",
                "2021-07-27T16:02:08.5",
                "2021-07-27T16:02:08+",
                "2021-07-27T16:02:08+1",
                "2021-07-27T16:02:08+19:00",
                "2021-07-27T16:02:08+18:01",
                "2021-07-27T16:02:08+05:60",
                "2021-07-27T16:02:08+05:3",
                "2021-07-27T16:02:08+05:",
                "2021-7-27T16:02:08Z",
                "21-07-27T16:02:08Z",
                "02021-07-27T16:02:08Z",
                "+2021-07-27T16:02:08Z",
                "-2021-07-27T16:02:08Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "2021-07-27T16:02:08ZZ",
                "2021-07-27T16:02:08Z ",
                "2021-07-27T16:02:08[UTC]",
                "20210727T160208Z",
                "2021-W30-2T16:02:08Z",
                "2021-208T16:02:08Z",
                "２０２１-07-27T16:02:08Z",
                "2021-07-27T16:02:08Ｚ",
                "1627401728",
                "2021-07-27T16:02:08+05:30:15",
                "2021-07-27T-6:02:08Z",
                "2021/07/27T16:02:08Z"
            })
    void takesNothingElseForADatetime(String text) {
        assertThat(InstantText.read(text)).isEqualTo(Reading.None.NOT_A_DATETIME);
    }

    @Property(tries = 3000)
    void readsWhatJavaTimeWrites(@ForAll("moments") OffsetDateTime moment) {
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);

        assertThat(InstantText.read(text)).as(text).isEqualTo(expected(moment.toInstant()));
    }

    @Property(tries = 3000)
    void agreesWithJavaTimeOnTextThatIsAlmostADatetime(@ForAll("almostDatetimes") String text) {
        Reading read = InstantText.read(text);

        assertThat(read).as(text).isEqualTo(byJavaTime(text));
    }

    @Property
    void readsTheMarkedNumbersOfOtherWriters(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis,
            @ForAll @IntRange(max = 999) int micros) {
        Instant moment = Instant.ofEpochMilli(millis).plus(micros, ChronoUnit.MICROS);
        Reading read = new Reading.InstantValue(micros(moment));

        assertThat(InstantRange.of(new Sent.Moment(micros(moment), TimeUnit.MICROSECONDS)))
                .isEqualTo(read);
        assertThat(InstantRange.of(new Sent.Moment(millis, TimeUnit.MILLISECONDS)))
                .isEqualTo(new Reading.InstantValue(micros(Instant.ofEpochMilli(millis))));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_001L, 253_402_300_800_000L})
    void refusesMarkedNumbersBeyondTheYears(long millis) {
        assertThat(InstantRange.of(new Sent.Moment(millis, TimeUnit.MILLISECONDS)))
                .isEqualTo(Reading.None.NOT_A_DATETIME);
    }

    @Provide
    Arbitrary<OffsetDateTime> moments() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(InstantRange.FIRST_SECOND, InstantRange.LAST_SECOND);
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        // Offsets of whole minutes: ISO 8601 has no seconds there.
        Arbitrary<Integer> minutes = Arbitraries.integers().between(-18 * 60, 18 * 60);
        return Combinators.combine(seconds, nanos, minutes)
                .as((second, nano, offset) -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)
                        .atOffset(ZoneOffset.ofTotalSeconds(offset * 60)))
                .filter(moment -> moment.getYear() >= 1 && moment.getYear() <= 9999);
    }

    /** Numbers of the right width that need not make sense. */
    @Provide
    Arbitrary<String> almostDatetimes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.of("", ":00", ":59", ":60", ":08.5", ":08.123456789"),
                        Arbitraries.of("Z", "+00:00", "-05:30", "+18:00", "+18:01", "-17:59", "+05:60", ""))
                .as((year, month, day, hour, minute, second, offset) ->
                        "%04d-%02d-%02dT%02d:%02d%s%s".formatted(year, month, day, hour, minute, second, offset));
    }

    private static Reading byJavaTime(String text) {
        try {
            return expected(OffsetDateTime.parse(text).toInstant(), text.startsWith("0000"));
        } catch (DateTimeException e) {
            return Reading.None.NOT_A_DATETIME;
        }
    }

    private static Reading expected(Instant moment) {
        return expected(moment, /* isYearZero= */ false);
    }

    private static Reading expected(Instant moment, boolean isYearZero) {
        long second = moment.getEpochSecond();
        return isYearZero || second < InstantRange.FIRST_SECOND || second > InstantRange.LAST_SECOND
                ? Reading.None.NOT_A_DATETIME
                : new Reading.InstantValue(micros(moment));
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
    }
}
