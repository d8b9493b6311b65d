package io.rollcall.metrics.facts;

import java.time.Instant;
import java.util.List;

/**
 * What figures rest on, read in the transaction in which the figures were read.
 *
 * @param asOf the database's clock in that transaction
 * @param version of everything in the database, see {@link DatabaseState}
 * @param offsets how far each partition of the hires' topic has been stored, by partition
 * @param years the years that have hires, by year
 * @param rejected the hires that were refused
 */
public record Facts(
        Instant asOf, String version, List<StoredOffset> offsets, List<YearHires> years, Rejected rejected) {

    public Facts {
        offsets = List.copyOf(offsets);
        years = List.copyOf(years);
    }

    /** A partition and the offset from which the sink goes on; every record before it is in the figures. */
    public record StoredOffset(String topic, int partition, long nextOffset) {}

    /** A UTC year and how many hires it has. */
    public record YearHires(int year, long hires) {}

    /** The same at another moment, when the database was in the same state. */
    Facts asOf(Instant moment) {
        return new Facts(moment, version, offsets, years, rejected);
    }

    /** The hires of one year. */
    public long hiresOf(int year) {
        return years.stream()
                .filter(counted -> counted.year() == year)
                .mapToLong(YearHires::hires)
                .sum();
    }

    /** The hires of all years. */
    public long hires() {
        return years.stream().mapToLong(YearHires::hires).sum();
    }
}
