package io.rollcall.gateway.web;

import io.rollcall.access.problems.Problem;
import io.rollcall.access.problems.ProblemException;
import io.rollcall.gateway.rejects.Page;
import io.rollcall.gateway.rejects.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of rejects begins and where the next one does. {@code after} is the number of a row; where the rejects are
 * of several tables, of which each numbers its own, it is {@code table:row}.
 */
final class RejectsPaging {

    private static final int MOST = 1000;
    private static final Pattern AFTER = Pattern.compile("(?:(.+):)?(\\d{1,18})");

    private RejectsPaging() {}

    static void requireLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw parameter("limit", "a number from 1 to " + MOST);
        }
    }

    /**
     * The place after which the page begins.
     *
     * @param tables those whose rejects are wanted, in their order
     * @throws ProblemException if the parameter names none
     */
    static Place start(@Nullable String after, List<String> tables) {
        if (after == null) {
            return tables.size() == 1 ? Place.before(tables.getFirst()) : Place.beginning();
        }
        Matcher place = AFTER.matcher(after);
        if (!place.matches()) {
            throw parameter("after", "the number of a row");
        }
        long row = Long.parseLong(place.group(2));
        String table = place.group(1);
        if (table != null && tables.contains(table)) {
            return new Place(table, row);
        }
        if (table != null || tables.size() > 1) {
            throw parameter("after", "a table and the number of a row, such as " + String.join(":0, ", tables) + ":0");
        }
        return tables.isEmpty() ? Place.beginning() : new Place(tables.getFirst(), row);
    }

    /** The header that leads to the next page, if there is one. */
    static Optional<String> next(Page page, List<String> tables, UUID batch, @Nullable String table, int limit) {
        Place last = page.last();
        if (last == null || !page.hasMore()) {
            return Optional.empty();
        }
        String filter = table == null ? "" : "&table=" + encoded(table);
        String after = tables.size() > 1 ? encoded(last.table() + ":" + last.row()) : String.valueOf(last.row());
        return Optional.of(
                "</batches/%s/rejects?limit=%d%s&after=%s>; rel=\"next\"".formatted(batch, limit, filter, after));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static ProblemException parameter(String name, String expected) {
        return ProblemException.of(Problem.INVALID_PARAMETER)
                .detail("The parameter '%s' must be %s.".formatted(name, expected))
                .with("parameter", name);
    }
}
