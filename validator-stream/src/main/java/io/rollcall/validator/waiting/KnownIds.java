package io.rollcall.validator.waiting;

import io.rollcall.schemas.Table;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The ids of a referenced table's valid records: a global store in memory, filled anew from the compacted topic at each
 * start. Written by one thread, read by all.
 */
public final class KnownIds implements StateStore {

    private final String name;
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();
    private final Appearances appearances = new Appearances();
    private volatile boolean open;

    private KnownIds(String name) {
        this.name = name;
    }

    public static String storeName(Table table) {
        return "known-" + table.name();
    }

    public static StoreBuilder<KnownIds> builder(Table table) {
        return new Builder(storeName(table));
    }

    public boolean contains(long id) {
        return ids.contains(id);
    }

    void add(long id) {
        if (ids.add(id)) {
            appearances.add(id);
        }
    }

    void remove(long id) {
        ids.remove(id);
    }

    Appearances appearances() {
        return appearances;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {
            throw new IllegalStateException(name + " is filled by its processor, at a start as well");
        });
        open = true;
    }

    @Override
    public void close() {
        open = false;
        ids.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** A store builder without the options that make no sense here. */
    private record Builder(String name) implements StoreBuilder<KnownIds> {

        @Override
        public KnownIds build() {
            return new KnownIds(name);
        }

        @Override
        public StoreBuilder<KnownIds> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<KnownIds> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<KnownIds> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<KnownIds> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Collections.emptyMap();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
