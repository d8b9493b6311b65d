/**
 * Rollcall beside its limits: each figure is measured in the same run as the limit that it is held against, in
 * interleaved rounds, and given as a ratio of medians. Start at {@link io.rollcall.benchmarks.Benchmarks}.
 */
@NullMarked
package io.rollcall.benchmarks;

import org.jspecify.annotations.NullMarked;
