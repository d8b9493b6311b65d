package io.rollcall.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AboveMeanTest {

    private static final DepartmentHires THREE = new DepartmentHires(1, "Support", 3);
    private static final DepartmentHires ONE = new DepartmentHires(2, "Sales", 1);
    private static final DepartmentHires NONE = new DepartmentHires(3, "Legal", 0);

    @Test
    void hasNoMeanWithoutDepartments() {
        AboveMean above = AboveMean.of(List.of(), Population.ALL);

        assertThat(above).isEqualTo(new AboveMean(Optional.empty(), List.of(), List.of()));
    }

    @Test
    void hasAMeanOfZeroWhenNobodyWasHired() {
        AboveMean above = AboveMean.of(List.of(NONE), Population.ALL);

        assertThat(above.mean()).contains(new BigDecimal("0.0000"));
        assertThat(above.departments()).isEmpty();
    }

    @Test
    void hasNoMeanOfHiringDepartmentsWhenNobodyWasHired() {
        assertThat(AboveMean.of(List.of(NONE), Population.HIRING).mean()).isEmpty();
    }

    @Test
    void aSingleDepartmentIsNotAboveItself() {
        assertThat(AboveMean.of(List.of(THREE), Population.ALL).departments()).isEmpty();
    }

    @Test
    void leavesOutADepartmentExactlyAtTheMean() {
        var two = new DepartmentHires(4, "Research", 2);

        assertThat(AboveMean.of(List.of(THREE, ONE, two), Population.ALL).departments())
                .containsExactly(THREE);
    }

    @Test
    void departmentsThatDidNotHireLowerTheMeanOfAll() {
        var two = new DepartmentHires(4, "Research", 2);
        var hires = List.of(ONE, two, THREE, NONE);

        assertThat(AboveMean.of(hires, Population.ALL)).satisfies(above -> {
            assertThat(above.mean()).contains(new BigDecimal("1.5000"));
            assertThat(above.departments()).containsExactly(THREE, two);
        });
        assertThat(AboveMean.of(hires, Population.HIRING)).satisfies(above -> {
            assertThat(above.mean()).contains(new BigDecimal("2.0000"));
            assertThat(above.departments()).containsExactly(THREE);
        });
    }

    @Test
    void breaksTiesById() {
        var first = new DepartmentHires(7, "Z", 5);
        var second = new DepartmentHires(8, "A", 5);

        assertThat(AboveMean.of(List.of(second, NONE, first), Population.ALL).departments())
                .containsExactly(first, second);
    }

    @Test
    void roundsTheShownMeanHalfUp() {
        var hires = List.of(new DepartmentHires(1, "A", 2), ONE, NONE); // 3 ÷ 3
        var sixths = List.of(
                new DepartmentHires(1, "A", 1643), NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);

        assertThat(AboveMean.of(hires, Population.ALL).mean()).contains(new BigDecimal("1.0000"));
        assertThat(AboveMean.of(sixths, Population.ALL).mean()).contains(new BigDecimal("136.9167"));
    }

    @Test
    void tellsApartWhatFloatingPointCannot() {
        long large = Long.MAX_VALUE - 1;
        var most = new DepartmentHires(1, "A", large + 1);
        var less = new DepartmentHires(2, "B", large);

        assertThat(AboveMean.of(List.of(less, most), Population.ALL).departments())
                .containsExactly(most);
    }

    @Property(tries = 300)
    void agreesWithDecimalArithmetic(@ForAll("departments") List<DepartmentHires> all, @ForAll Population population) {
        List<DepartmentHires> above = AboveMean.of(all, population).departments();

        List<DepartmentHires> counted = all.stream()
                .filter(department -> population == Population.ALL || department.hired() > 0)
                .toList();
        BigDecimal total = BigDecimal.valueOf(
                counted.stream().mapToLong(DepartmentHires::hired).sum());
        BigDecimal departments = BigDecimal.valueOf(counted.size());
        assertThat(above)
                .containsExactlyInAnyOrderElementsOf(counted.stream()
                        .filter(department -> BigDecimal.valueOf(department.hired())
                                        .multiply(departments)
                                        .subtract(total)
                                        .signum()
                                == 1)
                        .toList())
                .isSortedAccordingTo((a, b) ->
                        a.hired() != b.hired() ? Long.compare(b.hired(), a.hired()) : Long.compare(a.id(), b.id()));
    }

    @Provide
    Arbitrary<List<DepartmentHires>> departments() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1000),
                        Arbitraries.longs().between(0, 6))
                .as((id, hired) -> new DepartmentHires(id, "D" + id, hired))
                .list()
                .uniqueElements(DepartmentHires::id)
                .ofMaxSize(15);
    }
}
