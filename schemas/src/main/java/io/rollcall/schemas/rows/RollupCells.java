package io.rollcall.schemas.rows;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows counted by UTC quarter and by the rollup's columns, as parallel columns in the order of the rollup's key. */
public final class RollupCells {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final int[] years;
    private final int[] quarters;
    private final List<long[]> by;
    private final long[] counts;

    private RollupCells(int[] years, int[] quarters, List<long[]> by, long[] counts) {
        this.years = years;
        this.quarters = quarters;
        this.by = by;
        this.counts = counts;
    }

    /** The year of each cell. */
    public int[] years() {
        return years;
    }

    /** The quarter of each cell, 1 to 4. */
    public int[] quarters() {
        return quarters;
    }

    /** The values of the rollup's columns, a column each. */
    public List<long[]> by() {
        return by;
    }

    /** How many rows fall into each cell. */
    public long[] counts() {
        return counts;
    }

    /** Counts rows, given column by column: those with these numbers. */
    static RollupCells count(long[] micros, List<long[]> by, int[] rows) {
        Map<Cell, int[]> counts = new HashMap<>();
        Cell probe = new Cell(new long[1 + by.size()]);
        for (int row : rows) {
            probe.values[0] = quarter(micros[row]);
            for (int i = 0; i < by.size(); i++) {
                probe.values[i + 1] = by.get(i)[row];
            }
            int[] count = counts.get(probe);
            if (count == null) {
                count = new int[1];
                counts.put(new Cell(probe.values.clone()), count);
            }
            count[0]++;
        }
        List<Cell> cells = counts.keySet().stream().sorted().toList();
        return new RollupCells(
                cells.stream()
                        .mapToInt(cell -> (int) Math.floorDiv(cell.values[0], 4))
                        .toArray(),
                cells.stream()
                        .mapToInt(cell -> Math.floorMod(cell.values[0], 4) + 1)
                        .toArray(),
                IntStream.rangeClosed(1, by.size())
                        .mapToObj(i ->
                                cells.stream().mapToLong(cell -> cell.values[i]).toArray())
                        .toList(),
                cells.stream()
                        .mapToLong(cell -> Objects.requireNonNull(counts.get(cell))[0])
                        .toArray());
    }

    /** Quarters since the beginning of the year 0. */
    private static long quarter(long micros) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        return day.getYear() * 4L + (day.getMonthValue() - 1) / 3;
    }

    private static final class Cell implements Comparable<Cell> {
        private final long[] values;

        Cell(long[] values) {
            this.values = values;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cell cell && Arrays.equals(values, cell.values);
        }

        @Override
        public int compareTo(Cell other) {
            return Arrays.compare(values, other.values);
        }
    }
}
