package io.rollcall.validator.waiting;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what, in memory: one entry for each missing record, however many wait for it, in order of the longest
 * wait.
 */
final class Waiters {

    private final Map<Missing, Group> groups = new HashMap<>();
    private final TreeSet<Group> byOldest = new TreeSet<>(Comparator.comparingLong((Group group) -> group.oldest)
            .thenComparing(group -> group.missing.table())
            .thenComparingLong(group -> group.missing.id()));

    void add(Missing missing, long arrived) {
        Group group = groups.get(missing);
        if (group == null) {
            group = new Group(missing, arrived);
            groups.put(missing, group);
            byOldest.add(group);
        } else if (arrived < group.oldest) {
            move(group, arrived);
        }
        group.size++;
    }

    void remove(Missing missing) {
        Group group = groups.get(missing);
        if (group != null && --group.size == 0) {
            groups.remove(missing);
            byOldest.remove(group);
        }
    }

    /** Nobody who waits for that came before {@code arrived}. */
    void noneBefore(Missing missing, long arrived) {
        Group group = groups.get(missing);
        if (group != null && arrived > group.oldest) {
            move(group, arrived);
        }
    }

    boolean contains(Missing missing) {
        return groups.containsKey(missing);
    }

    /** No later than the arrival of the first who waits for that. */
    long oldest(Missing missing) {
        Group group = groups.get(missing);
        return group == null ? Long.MAX_VALUE : group.oldest;
    }

    /** What the one who waits longest waits for. */
    @Nullable
    Missing first() {
        return byOldest.isEmpty() ? null : byOldest.first().missing;
    }

    /** Everything that is waited for. */
    Collection<Missing> all() {
        return List.copyOf(groups.keySet());
    }

    private void move(Group group, long oldest) {
        byOldest.remove(group);
        group.oldest = oldest;
        byOldest.add(group);
    }

    private static final class Group {

        private final Missing missing;
        private long oldest;
        private int size;

        Group(Missing missing, long oldest) {
            this.missing = missing;
            this.oldest = oldest;
        }
    }
}
