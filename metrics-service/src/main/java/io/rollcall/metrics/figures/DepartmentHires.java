package io.rollcall.metrics.figures;

/** How many people a department hired in a year; none is 0. */
public record DepartmentHires(long id, String department, long hired) {

    boolean isHiring() {
        return hired > 0;
    }
}
