package io.rollcall.metrics.hires;

import java.time.Instant;

/** A stored hire with the names of its department and job. */
public record Hire(
        long id, String name, Instant datetime, long departmentId, String department, long jobId, String job) {}
