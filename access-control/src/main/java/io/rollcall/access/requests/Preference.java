package io.rollcall.access.requests;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The preference {@code wait=N} of RFC 7240: how many seconds a client would wait for the final state. */
public final class Preference {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern WAIT =
            Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

    private Preference() {}

    /** The first wait that the headers name, at most a minute; what cannot be understood is no preference. */
    public static Optional<Duration> wait(@Nullable Enumeration<String> preferHeaders) {
        if (preferHeaders == null) {
            return Optional.empty();
        }
        Matcher wait = WAIT.matcher(String.join(",", Collections.list(preferHeaders)));
        return wait.find()
                ? Optional.of(Duration.ofSeconds(Math.min(LONGEST.toSeconds(), Long.parseLong(wait.group(1)))))
                : Optional.empty();
    }
}
