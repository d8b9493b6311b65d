package io.rollcall.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What keeps a key from being guessed. A key is used as the UTF-8 bytes of its text. */
final class SecretKeyRules {

    static final int MINIMUM_BYTES = 32;
    private static final int MINIMUM_BITS = 96;

    /** As keys in examples, tutorials and forgotten templates are called; too long to turn up in a random key. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|it)|placeholder|example|password|passphrase|secret|default"
                    + "|rollcall|insecure|unsafe|sample|dummy|qwerty|your[-_ ]|my[-_ ]"
                    + "|(^|[^a-z0-9])(demo|test|dev|local)([^a-z0-9]|$)");

    private record Rule(String reason, Predicate<String> broken) {}

    private static final Rule TOO_SHORT = new Rule(
            "is shorter than " + MINIMUM_BYTES + " bytes",
            key -> key.getBytes(StandardCharsets.UTF_8).length < MINIMUM_BYTES);
    private static final Rule IS_PLACEHOLDER = new Rule(
            "is a placeholder out of an example",
            key -> PLACEHOLDER.matcher(key.toLowerCase(Locale.ROOT)).find());
    private static final Rule REPEATS = new Rule("repeats itself", SecretKeyRules::repeats);
    private static final Rule COUNTS = new Rule("is a sequence", key -> steps(key) * 2 > key.length());
    private static final Rule TOO_REGULAR =
            new Rule("is too regular to be random", key -> entropyBits(key) < MINIMUM_BITS);

    private static final List<Rule> EVERYWHERE = List.of(TOO_SHORT);
    private static final List<Rule> OUTSIDE_THE_DEMO = List.of(TOO_SHORT, IS_PLACEHOLDER, REPEATS, COUNTS, TOO_REGULAR);

    private SecretKeyRules() {}

    /** What is wrong with the key, said so that it can follow the key's name. */
    static Optional<String> broken(String key, boolean demo) {
        return (demo ? EVERYWHERE : OUTSIDE_THE_DEMO)
                .stream()
                        .filter(rule -> rule.broken().test(key))
                        .map(Rule::reason)
                        .findFirst();
    }

    private static boolean repeats(String key) {
        return IntStream.rangeClosed(1, key.length() / 2)
                .anyMatch(period -> key.regionMatches(0, key, period, key.length() - period));
    }

    /** How many characters are the one before, or its neighbour in the alphabet. */
    private static long steps(String key) {
        return IntStream.range(1, key.length())
                .filter(i -> Math.abs(key.charAt(i) - key.charAt(i - 1)) <= 1)
                .count();
    }

    /** Shannon's estimate from how often each character occurs: above the truth for text, near it for random keys. */
    private static double entropyBits(String key) {
        return key.chars()
                        .mapToDouble(c -> -Math.log(
                                (double) key.chars().filter(other -> other == c).count() / key.length()))
                        .sum()
                / Math.log(2);
    }
}
