package io.rollcall.schemas.rows;

import java.util.Arrays;

/** A map from {@code long} to {@code int} without boxes, for the keys of a poll. Grows; nothing is removed. */
final class LongTable {

    static final int ABSENT = -1;

    private long[] keys;
    private int[] values;
    private int size;

    LongTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, expected) * 2 - 1) * 2;
        keys = new long[capacity];
        values = new int[capacity];
        Arrays.fill(values, ABSENT);
    }

    /** Sets the value (0 or more) of a key; gives the former one, or {@link #ABSENT}. */
    int put(long key, int value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(key);
        int former = values[slot];
        if (former == ABSENT) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        return former;
    }

    boolean contains(long key) {
        return values[slot(key)] != ABSENT;
    }

    /** The keys, ascending. */
    long[] sortedKeys() {
        long[] sorted = new long[size];
        int next = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (values[slot] != ABSENT) {
                sorted[next++] = keys[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (values[slot] != ABSENT && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        LongTable larger = new LongTable(keys.length);
        for (int slot = 0; slot < keys.length; slot++) {
            if (values[slot] != ABSENT) {
                larger.put(keys[slot], values[slot]);
            }
        }
        keys = larger.keys;
        values = larger.values;
    }
}
