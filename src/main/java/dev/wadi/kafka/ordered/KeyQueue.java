package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The waiting records of one key, of which one at a time, or one batch, is worked on. Of the shard's thread alone. */
final class KeyQueue {

    private final Object key;
    private final ArrayDeque<ConsumedRecord> waiting = new ArrayDeque<>(2);

    /** Members of a failed batch, which come before those that wait. */
    private List<ConsumedRecord> singly = List.of();

    private int working;

    KeyQueue(Object key) {
        this.key = key;
    }

    Object key() {
        return key;
    }

    void add(ConsumedRecord arrived) {
        waiting.add(arrived);
    }

    /** The members of a batch are to run one by one, before anything else. */
    void addSingly(List<ConsumedRecord> members) {
        working -= members.size();
        singly = new ArrayList<>(members);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && singly.isEmpty();
    }

    boolean isBusy() {
        return working > 0;
    }

    /** One of those that were worked on is done with the key; true if it was the last. */
    boolean free() {
        return --working == 0;
    }

    /** Nothing was done with what was taken. */
    void putBack(int count) {
        working -= count;
    }

    /** Takes the next one. */
    ConsumedRecord take() {
        working++;
        return waiting.remove();
    }

    /** Whether the next batch is complete, or its first member has waited long enough. */
    boolean hasBatch(int size, long timeoutNanos, long now) {
        return waiting.size() >= size || untilBatch(timeoutNanos, now) <= 0;
    }

    /** Nanoseconds until the next batch starts though it is not complete. */
    long untilBatch(long timeoutNanos, long now) {
        if (!singly.isEmpty()) {
            return 0;
        }
        ConsumedRecord first = waiting.peekFirst();
        return first == null ? Long.MAX_VALUE : first.arrivedNanos + timeoutNanos - now;
    }

    /** Takes the next batch: its first member leads the others. */
    ConsumedRecord takeBatch(int size) {
        List<ConsumedRecord> members = new ArrayList<>();
        if (singly.isEmpty()) {
            while (members.size() < size && !waiting.isEmpty()) {
                members.add(waiting.remove());
            }
        } else {
            members.add(singly.removeFirst());
        }
        working += members.size();
        ConsumedRecord leader = members.getFirst();
        leader.lead(members);
        return leader;
    }
}
