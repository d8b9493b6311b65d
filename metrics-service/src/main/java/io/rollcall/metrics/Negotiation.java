package io.rollcall.metrics;

import io.rollcall.metrics.answer.Format;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;

/** Which format suits an {@code Accept} header best (RFC 9110, 12.5.1). */
final class Negotiation {

    private static final Comparator<MediaType> MOST_SPECIFIC_FIRST =
            Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype);

    /** A format and the range that speaks for it. */
    private record Candidate(Format format, MediaType range, int position) {}

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.range().getQualityValue())
            .reversed()
            .thenComparing(Candidate::range, MOST_SPECIFIC_FIRST)
            .thenComparingInt(Candidate::position);

    private Negotiation() {}

    /** The best format, the default if nothing is asked for; empty if none would do. */
    static Optional<Format> best(List<MediaType> accepted) {
        List<MediaType> ranges = accepted.isEmpty() ? List.of(MediaType.ALL) : accepted;
        return Arrays.stream(Format.values())
                .flatMap(format -> candidate(format, ranges).stream())
                .filter(candidate -> candidate.range().getQualityValue() > 0)
                .min(BEST_FIRST)
                .map(Candidate::format);
    }

    private static Optional<Candidate> candidate(Format format, List<MediaType> ranges) {
        MediaType type = MediaType.parseMediaType(format.mediaType());
        return ranges.stream()
                .filter(range -> range.includes(type))
                .min(MOST_SPECIFIC_FIRST)
                .map(range -> new Candidate(format, range, ranges.indexOf(range)));
    }
}
