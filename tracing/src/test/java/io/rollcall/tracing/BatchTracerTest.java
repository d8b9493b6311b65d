package io.rollcall.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BatchTracerTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER_TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final UUID BATCH = UUID.fromString("0190f5d4-5c4e-7000-8000-000000000001");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final BatchTracer tracer = BatchTracer.of(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());

    @Test
    void makesOneSpanPerTopicAndTraceHoweverManyRecords() {
        try (Passage passage = tracer.passage("store")) {
            for (int i = 0; i < 1000; i++) {
                Headers headers = headers(i % 2 == 0 ? TRACE : OTHER_TRACE);
                passage.take("valid.jobs", headers);
                passage.take("valid.departments", headers);
            }
            passage.committed();
        }

        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(
                        "store valid.jobs",
                        "store valid.jobs",
                        "store valid.departments",
                        "store valid.departments",
                        "store transaction");
        assertThat(named("store valid.jobs"))
                .allSatisfy(span -> assertThat(span.getAttributes().get(BatchTracer.RECORDS))
                        .isEqualTo(500));
        assertThat(named("store transaction").getFirst().getAttributes().get(BatchTracer.RECORDS))
                .isEqualTo(2000);
    }

    @Test
    void linksTheTransactionWithTheBatchesTraces() {
        try (Passage passage = tracer.passage("store")) {
            passage.take("valid.jobs", headers(TRACE));
            passage.take("valid.jobs", headers(OTHER_TRACE));
            passage.committed();
        }

        SpanData transaction = named("store transaction").getFirst();
        assertThat(transaction.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(TRACE, OTHER_TRACE);
        assertThat(named("store valid.jobs"))
                .flatExtracting(SpanData::getLinks)
                .extracting(LinkData::getSpanContext)
                .containsOnly(transaction.getSpanContext());
    }

    @Test
    void saysThatATransactionWasUndone() {
        try (Passage passage = tracer.passage("store")) {
            passage.take("valid.jobs", headers(TRACE));
        }

        assertThat(spans.getFinishedSpanItems())
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void aRecordGoesOnAfterWhatWasDoneToIt() {
        Headers goingOn;
        try (Passage passage = tracer.passage("judge")) {
            goingOn = passage.take("raw.jobs", headers(TRACE)).goingOn(headers(TRACE));
            passage.committed();
        }

        SpanData judged = named("judge raw.jobs").getFirst();
        assertThat(judged.getTraceId()).isEqualTo(TRACE);
        assertThat(judged.getAttributes().get(BatchTracer.BATCH_ID)).isEqualTo(BATCH.toString());
        assertThat(goingOn.headers("traceparent"))
                .singleElement()
                .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                .isEqualTo("00-%s-%s-01".formatted(TRACE, judged.getSpanId()));
        assertThat(goingOn.lastHeader("batch-id")).isNotNull();
    }

    @Test
    void makesNoMoreThanSoManySpansForAProducerWhoseRecordsHaveATraceEach() {
        try (Passage passage = tracer.passage("store")) {
            for (int i = 1; i <= 10_000; i++) {
                passage.take("valid.jobs", headers("%032x".formatted(i)));
            }
            passage.committed();
        }

        assertThat(spans.getFinishedSpanItems()).hasSize(Passage.MOST_PARTS + 1);
    }

    @Test
    void recordsWithoutATraceOrWithSomethingElseThereGoOnAsTheyAre() {
        byte[] huge = new byte[1 << 20];
        try (Passage passage = tracer.passage("judge")) {
            for (Headers headers : List.<Headers>of(
                    new RecordHeaders(),
                    new RecordHeaders().add("traceparent", null),
                    new RecordHeaders().add("traceparent", huge),
                    new RecordHeaders().add("traceparent", "nonsense".getBytes(StandardCharsets.UTF_8)))) {
                assertThat(passage.take("raw.jobs", headers).goingOn(headers)).isSameAs(headers);
            }
            passage.committed();
        }

        assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void aTraceThatItsBeginnerDoesNotSampleIsNotRecorded() {
        Headers headers = headers(TRACE, "00");
        try (Passage passage = tracer.passage("judge")) {
            assertThat(passage.take("raw.jobs", headers).goingOn(headers)).isSameAs(headers);
            passage.committed();
        }

        assertThat(named("judge raw.jobs")).isEmpty();
    }

    @Test
    void whatIsPublishedBelongsToTheRequestsTrace() {
        Publishing publishing = tracer.publishing("raw.jobs", BATCH, "00-" + TRACE + "-00f067aa0ba902b7-01");
        publishing.end(3, new TimeoutException("away"));

        SpanData span = named("publish raw.jobs").getFirst();
        assertThat(span.getParentSpanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(publishing.traceparent()).isEqualTo("00-%s-%s-01".formatted(TRACE, span.getSpanId()));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(BatchTracer.ERROR)).isEqualTo(TimeoutException.class.getName());
    }

    @Test
    void whereNothingIsTracedHeadersStayAsTheyAre() {
        String header = "00-" + TRACE + "-00f067aa0ba902b7-01";
        assertThat(BatchTracer.off().publishing("raw.jobs", BATCH, header).traceparent())
                .isEqualTo(header);
        assertThat(BatchTracer.off().publishing("raw.jobs", BATCH, null).traceparent())
                .isNull();
        Headers headers = headers(TRACE);
        try (Passage passage = BatchTracer.off().passage("judge")) {
            assertThat(passage.take("raw.jobs", headers).goingOn(headers)).isSameAs(headers);
        }
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static Headers headers(String trace) {
        return headers(trace, "01");
    }

    private static Headers headers(String trace, String flags) {
        return new RecordHeaders()
                .add("batch-id", BATCH.toString().getBytes(StandardCharsets.UTF_8))
                .add(
                        "traceparent",
                        "00-%s-00f067aa0ba902b7-%s".formatted(trace, flags).getBytes(StandardCharsets.UTF_8));
    }
}
