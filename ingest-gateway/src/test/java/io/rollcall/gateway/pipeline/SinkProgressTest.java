package io.rollcall.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.gateway.pipeline.Pipeline.SinkLag;
import io.rollcall.schemas.Tables;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SinkProgressTest {

    private static final TopicPartition JOBS_0 = new TopicPartition("valid.jobs", 0);
    private static final TopicPartition JOBS_1 = new TopicPartition("valid.jobs", 1);

    private final Tables tables = Tables.fromClassPath();

    @Test
    void isNothingWhenOnlyTheMarkerOfTheLastTransactionIsLeft() {
        assertThat(lag(Map.of(JOBS_0, new Span(0, 11), JOBS_1, new Span(0, 0)), Map.of(JOBS_0, 10L)))
                .isZero();
    }

    @Test
    void isWhatIsNotStoredYetByTable() {
        SinkLag lag =
                SinkProgress.lag(tables, Map.of(JOBS_0, new Span(0, 11), JOBS_1, new Span(4, 8)), Map.of(JOBS_0, 3L));
        assertThat(lag.lag()).isEqualTo(7 + 3);
        assertThat(lag.byTable()).containsEntry("jobs", 10L).containsEntry("departments", 0L);
    }

    @Test
    void doesNotCountWhatKafkaHasDroppedNorGoBelowNothing() {
        assertThat(lag(Map.of(JOBS_0, new Span(100, 111)), Map.of(JOBS_0, 3L))).isEqualTo(10);
        assertThat(lag(Map.of(JOBS_0, new Span(0, 5)), Map.of(JOBS_0, 7L))).isZero();
    }

    private Long lag(Map<TopicPartition, Span> valid, Map<TopicPartition, Long> next) {
        return java.util.Objects.requireNonNull(
                SinkProgress.lag(tables, valid, next).lag());
    }
}
