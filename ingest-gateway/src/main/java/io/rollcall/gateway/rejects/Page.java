package io.rollcall.gateway.rejects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a batch's rejects, by their places.
 *
 * @param after the place before the first
 * @param last the place of the last; null if there is none
 * @param hasMore whether others follow
 */
public record Page(Place after, @Nullable Place last, boolean hasMore) {

    /** Where there is nothing. */
    public static Page empty(Place after) {
        return new Page(after, null, false);
    }

    static Page of(Place after, List<Place> places, int limit) {
        boolean hasMore = places.size() > limit;
        List<Place> on = hasMore ? places.subList(0, limit) : places;
        return new Page(after, on.isEmpty() ? null : on.getLast(), hasMore);
    }
}
