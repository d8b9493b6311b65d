package io.rollcall.metrics.cache;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * What the header {@code Accept-Encoding} says (RFC 9110, 12.5.3).
 *
 * @param gzip whether the content may come compressed so
 */
public record AcceptedEncodings(boolean gzip) {

    private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0*)?$");

    /** As a request has it; without the header nothing but the content as it is. */
    public static AcceptedEncodings of(HttpHeaders headers) {
        return new AcceptedEncodings(headers.getOrDefault(HttpHeaders.ACCEPT_ENCODING, List.of()).stream()
                .flatMap(line -> Pattern.compile(",").splitAsStream(line))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .anyMatch(AcceptedEncodings::isGzip));
    }

    private static boolean isGzip(String coding) {
        return (coding.equals("gzip") || coding.startsWith("gzip;"))
                && !REFUSED.matcher(coding).find();
    }
}
