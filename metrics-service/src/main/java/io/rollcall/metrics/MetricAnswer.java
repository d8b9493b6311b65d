package io.rollcall.metrics;

import io.rollcall.metrics.answer.ContentTag;
import io.rollcall.metrics.answer.Format;
import io.rollcall.metrics.figures.Figures;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer on its way out: may be kept by whoever got it, but must be checked each time, which costs a 304 when nothing
 * has changed. Spring compares the tag with {@code If-None-Match}.
 */
final class MetricAnswer {

    /** The mean with four decimals, half up; left out when there is no department to take it over. */
    static final String MEAN_HEADER = "Rollcall-Mean";

    private final Format format;
    private final byte[] body;
    private Optional<BigDecimal> mean = Optional.empty();
    private Optional<String> next = Optional.empty();

    private MetricAnswer(Format format, byte[] body) {
        this.format = format;
        this.body = body;
    }

    static MetricAnswer of(Figures figures, Format format) {
        return new MetricAnswer(format, format.write(figures));
    }

    MetricAnswer withMean(Optional<BigDecimal> mean) {
        this.mean = mean;
        return this;
    }

    /** With the address, if any, where the answer goes on. */
    MetricAnswer withNext(Optional<String> next) {
        this.next = next;
        return this;
    }

    /** The finished answer; a CSV is offered as a file of that metric and year. */
    ResponseEntity<byte[]> named(String metric, int year) {
        String meanText = mean.map(BigDecimal::toPlainString).orElse("");
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .eTag(ContentTag.of(body, meanText + next.orElse("")))
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(MediaType.parseMediaType(format.mediaType()));
        if (mean.isPresent()) {
            answer.header(MEAN_HEADER, meanText);
        }
        next.ifPresent(address -> answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(address)));
        if (format == Format.CSV) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION, attachment("%s-%d.csv".formatted(metric, year)));
        }
        return answer.body(body);
    }

    private static String attachment(String fileName) {
        return ContentDisposition.attachment().filename(fileName).build().toString();
    }
}
