package io.rollcall.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The hires of the benchmarks: varied names and moments to the second over three years, 12 departments and 183 jobs,
 * drawn by lot and always the same, so that what compresses them has no easier work than with anybody's.
 */
final class HireRows {

    static final int DEPARTMENTS = 12;
    static final int JOBS = 183;
    private static final long FIRST = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS = 3 * 365 * 86_400;

    // What is drawn for a row, each by a lot of its own: the upper half of the seed, whose lower half is the row's id.
    private static final long NAME = 1L << 32;
    private static final long DATETIME = 2L << 32;
    private static final long DEPARTMENT = 3L << 32;
    private static final long JOB = 4L << 32;

    private HireRows() {}

    static String name(int id) {
        return Names.get(draw(id, NAME, Names.count()));
    }

    static Instant datetime(int id) {
        return Instant.ofEpochSecond(FIRST + draw(id, DATETIME, SECONDS));
    }

    static int department(int id) {
        return 1 + draw(id, DEPARTMENT, DEPARTMENTS);
    }

    static int job(int id) {
        return 1 + draw(id, JOB, JOBS);
    }

    private static int draw(int id, long lot, int bound) {
        return new SplittableRandom(lot + id).nextInt(bound);
    }

    static String csv(int id) {
        return id + "," + name(id) + "," + datetime(id) + "," + department(id) + "," + job(id) + "\n";
    }

    /** Writes {@code departments.csv}, {@code jobs.csv} and {@code hired_employees.csv}, with hires from an id on. */
    static List<Path> writeFiles(Path folder, int first, int hires) throws IOException {
        Files.createDirectories(folder);
        Path departments = Files.write(folder.resolve("departments.csv"), named("Department", DEPARTMENTS));
        Path jobs = Files.write(folder.resolve("jobs.csv"), named("Job", JOBS));
        Path file = folder.resolve("hired_employees.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int id = first; id < first + hires; id++) {
                writer.write(csv(id));
            }
        }
        return List.of(departments, jobs, file);
    }

    private static List<String> named(String what, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> id + "," + what + " " + id)
                .toList();
    }
}
