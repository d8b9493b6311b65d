package io.rollcall.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.metrics.answer.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class NegotiationTest {

    @Test
    void givesJsonToWhoeverHasNoWish() {
        assertThat(Negotiation.best(List.of())).contains(Format.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/*",
                "text/csv;q=0.5, application/json",
                "application/json, text/csv",
                "text/html;q=0.5, */*"
            })
    void givesJson(String accept) {
        assertThat(Negotiation.best(MediaType.parseMediaTypes(accept))).contains(Format.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv",
                "text/*",
                "text/csv, */*",
                "*/*, text/csv",
                "text/csv, application/json",
                "application/json;q=0, */*",
                "application/json;q=0.8, text/csv;q=0.9",
                "text/csv, */*;q=0"
            })
    void givesCsv(String accept) {
        assertThat(Negotiation.best(MediaType.parseMediaTypes(accept))).contains(Format.CSV);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html, application/json;q=0.9"
            })
    void givesAPageToABrowser(String accept) {
        assertThat(Negotiation.best(MediaType.parseMediaTypes(accept))).contains(Format.HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xhtml+xml", "image/png", "*/*;q=0", "application/json;q=0"})
    void givesNothingThatIsRefused(String accept) {
        assertThat(Negotiation.best(MediaType.parseMediaTypes(accept))).isEmpty();
    }
}
