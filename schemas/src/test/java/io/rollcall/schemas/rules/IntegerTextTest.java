package io.rollcall.schemas.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntegerTextTest {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Property
    void readsEveryLong(@ForAll long value) {
        assertThat(IntegerText.read(Long.toString(value))).isEqualTo(new Reading.IntegerValue(value));
    }

    @Property
    void agreesWithBigIntegerOnAnyNumberOfDigits(@ForAll("signedDigits") String text) {
        BigInteger value = new BigInteger(text);

        assertThat(IntegerText.read(text))
                .isEqualTo(
                        value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0
                                ? Reading.None.BEYOND_64_BITS
                                : new Reading.IntegerValue(value.longValue()));
    }

    @Property
    void takesNoOtherTextForAnInteger(@ForAll String text) {
        Reading read = IntegerText.read(text.strip());

        assertThat(read instanceof Reading.IntegerValue || read == Reading.None.BEYOND_64_BITS)
                .isEqualTo(text.strip().matches("[+-]?[0-9]+"));
    }

    @Provide
    Arbitrary<String> signedDigits() {
        return Arbitraries.of("", "+", "-")
                .flatMap(sign -> Arbitraries.strings()
                        .numeric()
                        .ofMinLength(1)
                        .ofMaxLength(25)
                        .map(digits -> sign + digits));
    }
}
