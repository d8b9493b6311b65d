package io.rollcall.benchmarks;

/** In what a benchmark measures, and how that reads. */
enum Unit {
    ROWS_PER_SECOND {
        @Override
        String text(double figure) {
            return "%,.0f/s".formatted(figure);
        }
    },
    MILLISECONDS {
        @Override
        String text(double figure) {
            return "%,.2f ms".formatted(figure);
        }
    };

    abstract String text(double figure);
}
