package io.rollcall.metrics;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** The parameters, as sent, that say which hires of a year are wanted. */
record HiresParameters(
        @Nullable String quarter,
        @BindParam("department_id") @Nullable String departmentId,
        @BindParam("job_id") @Nullable String jobId,
        @Nullable String after,
        @Nullable String limit) {}
