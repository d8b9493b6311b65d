package io.rollcall.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.testsupport.Backends;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of random hires, compared with what plain Java makes of the same hires. */
class MetricsFiguresTest {

    private static final int DEPARTMENTS = 7;
    private static final int JOBS = 5;
    private static final int HIRES = 400;
    private static final int YEAR = 2021;

    /** The moments around which years and quarters change, and offsets that tempt one to take the local day. */
    private static final List<String> EDGES = List.of(
            "2021-01-01T00:00:00Z",
            "2020-12-31T23:59:59.999999Z",
            "2021-01-01T00:59:59+01:00",
            "2020-12-31T22:00:00-05:00",
            "2021-03-31T23:59:59.999999Z",
            "2021-04-01T00:00:00Z",
            "2021-12-31T23:59:59.999999Z",
            "2022-01-01T00:00:00Z",
            "2021-12-31T20:00:00-04:00");

    private record Hire(Instant at, long department, long job) {

        OffsetDateTime utc() {
            return at.atOffset(ZoneOffset.UTC);
        }

        int quarter() {
            return (utc().getMonthValue() + 2) / 3;
        }
    }

    private static HiresDatabase database;
    private static MetricsClient client;

    @BeforeAll
    static void start() {
        database = new HiresDatabase(Backends.freshDatabase());
        client = MetricsClient.ofServiceWith(database.settings());
    }

    @AfterAll
    static void stop() {
        client.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void areThoseOfAnIndependentCount(long seed) throws Exception {
        List<Hire> hires = randomHires(new Random(seed));
        store(hires);
        List<Hire> ofTheYear =
                hires.stream().filter(hire -> hire.utc().getYear() == YEAR).toList();

        assertThat(get("hired_by_quarter", "")).isEqualTo(byQuarter(ofTheYear));
        assertThat(get("departments_above_mean", "")).isEqualTo(aboveMean(ofTheYear, DEPARTMENTS));
        long hiring = ofTheYear.stream().map(Hire::department).distinct().count();
        assertThat(get("departments_above_mean", "&population=hiring")).isEqualTo(aboveMean(ofTheYear, hiring));
        assertThat(client.get("/metrics/departments_above_mean?year=" + YEAR)
                        .headers()
                        .firstValue("Rollcall-Mean"))
                .contains(BigDecimal.valueOf(ofTheYear.size())
                        .divide(BigDecimal.valueOf(DEPARTMENTS), 4, RoundingMode.HALF_UP)
                        .toPlainString());
    }

    private static void store(List<Hire> hires) {
        database.empty();
        LongStream.rangeClosed(1, DEPARTMENTS).forEach(id -> database.department(id, department(id)));
        LongStream.rangeClosed(1, JOBS).forEach(id -> database.job(id, job(id)));
        for (int i = 0; i < hires.size(); i++) {
            Hire hire = hires.get(i);
            database.hire(i + 1, hire.at(), hire.department(), hire.job());
        }
        database.recount();
    }

    private static List<Hire> randomHires(Random random) {
        List<Hire> hires = new ArrayList<>();
        Instant start = Instant.parse("2020-06-01T00:00:00Z");
        for (int i = 0; i < HIRES; i++) {
            Instant at = i < EDGES.size()
                    ? OffsetDateTime.parse(EDGES.get(i)).toInstant()
                    : start.plusSeconds(random.nextInt(2 * 365 * 24 * 3600));
            // The last department does not hire; the squares make some hire much more than others.
            long department = 1 + (long) ((DEPARTMENTS - 1) * Math.pow(random.nextDouble(), 2));
            hires.add(new Hire(at, department, 1 + random.nextInt(JOBS)));
        }
        return hires;
    }

    private static String byQuarter(List<Hire> hires) {
        Map<List<Long>, List<Hire>> groups =
                hires.stream().collect(groupingBy(hire -> List.of(hire.department(), hire.job())));
        return groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<List<Long>, List<Hire>> group) ->
                                department(group.getKey().getFirst()))
                        .thenComparing(group -> job(group.getKey().getLast()))
                        .thenComparing(group -> group.getKey().getFirst())
                        .thenComparing(group -> group.getKey().getLast()))
                .map(group -> "%s,%s,%s\r\n"
                        .formatted(
                                department(group.getKey().getFirst()),
                                job(group.getKey().getLast()),
                                quarters(group.getValue())))
                .collect(Collectors.joining("", "department,job,Q1,Q2,Q3,Q4\r\n", ""));
    }

    private static String quarters(List<Hire> hires) {
        return LongStream.rangeClosed(1, 4)
                .map(quarter ->
                        hires.stream().filter(hire -> hire.quarter() == quarter).count())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    private static String aboveMean(List<Hire> hires, long departments) {
        Function<Map.Entry<Long, Long>, Long> hired = Map.Entry::getValue;
        return hires.stream().collect(groupingBy(Hire::department, counting())).entrySet().stream()
                .filter(group -> group.getValue() * departments > hires.size())
                .sorted(Comparator.comparing(hired).reversed().thenComparing(Map.Entry::getKey))
                .map(group -> "%d,%s,%d\r\n".formatted(group.getKey(), department(group.getKey()), group.getValue()))
                .collect(Collectors.joining("", "id,department,hired\r\n", ""));
    }

    /** Two share a name; capitals, small letters and accents test the order. */
    private static String department(long id) {
        return List.of("zoology", "Support", "Äpfel", "Zoology", "Support", "apples", "Idle")
                .get((int) id - 1);
    }

    private static String job(long id) {
        return List.of("Clerk", "clerk", "Éditeur", "Cook", "Clerk").get((int) id - 1);
    }

    private static String get(String metric, String more) throws Exception {
        return client.get("/metrics/%s?year=%d&format=csv%s".formatted(metric, YEAR, more))
                .body();
    }
}
