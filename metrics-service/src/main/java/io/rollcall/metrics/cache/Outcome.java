package io.rollcall.metrics.cache;

import java.util.Optional;

/** What came of answering a question. */
sealed interface Outcome {

    /** When it was begun, in nanoseconds of {@link System#nanoTime}: whoever had asked by then may have it. */
    long begun();

    /** What is kept of an answer, uncompressed. */
    int bytes();

    /**
     * An answer.
     *
     * @param state of the database, from before it was read: as long as this is the state, so is the answer; empty if it may
     *     be another one all the same
     */
    record Answered(long begun, Optional<String> state, CachedAnswer answer) implements Outcome {

        @Override
        public int bytes() {
            return answer.size();
        }

        Answered stillRight(long looked) {
            return new Answered(looked, state, answer);
        }
    }

    /** None, for that reason; worth nothing to whoever asks later. */
    record Failed(long begun, RuntimeException reason) implements Outcome {

        @Override
        public int bytes() {
            return 0;
        }
    }
}
