package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;

/** The waiting records of one key, of which one at a time is worked on. Of the shard's thread alone. */
final class KeyQueue {

    private final Object key;
    private final ArrayDeque<ConsumedRecord> waiting = new ArrayDeque<>(2);

    KeyQueue(Object key) {
        this.key = key;
    }

    Object key() {
        return key;
    }

    ArrayDeque<ConsumedRecord> waiting() {
        return waiting;
    }
}
