package io.rollcall.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Rollcall and its limits on the same work. Setting up is not part of what is timed. */
interface Benchmark extends AutoCloseable {

    /** The name by which a user asks for it. */
    String name();

    /** In what it measures. */
    default Unit unit() {
        return Unit.ROWS_PER_SECOND;
    }

    /** Measures everything once over the whole work: the limits and Rollcall in turn. */
    void round(Figures figures) throws Exception;

    /** What was noticed in the last round: CPU by part, memory, sizes. Lines for a person. */
    List<String> notes();

    /** What the table says in the end, from the medians of the rounds. */
    List<Line> lines(Figures figures);

    @Override
    void close() throws IOException, SQLException;
}
