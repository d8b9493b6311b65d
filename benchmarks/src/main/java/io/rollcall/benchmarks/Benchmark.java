package io.rollcall.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Rollcall and its limit on the same work. Setting up is not part of what is timed. */
interface Benchmark extends AutoCloseable {

    /** The name by which a user asks for it. */
    String name();

    /** What the limit is, in a few words. */
    String limit();

    /** The least ratio of Rollcall to the limit that is promised. */
    double promised();

    /** Rows per second of the limit, once over the whole work. */
    double limitOnce() throws Exception;

    /** Rows per second of Rollcall, once over the whole work. */
    double rollcallOnce() throws Exception;

    /** What was noticed on the way: CPU by part, memory. Lines for a person. */
    String notes();

    @Override
    void close() throws IOException, SQLException;
}
