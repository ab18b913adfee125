package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets of one partition are open, and so up to where it may be committed.
 *
 * <p>{@link #add} and {@link #frontier} belong to the poll thread; the rest is thread-safe.
 */
final class OffsetLedger {

    private static final long NOTHING_YET = -1;

    /** An offset of the ledger. */
    interface Entry {
        long offset();

        boolean isTerminal();
    }

    private final ArrayDeque<Entry> open = new ArrayDeque<>();
    private final AtomicInteger working = new AtomicInteger();
    private final TopicPartition partition;
    private long next = NOTHING_YET;
    private long committed = NOTHING_YET;
    private volatile boolean revoked;

    /** Leaves out an offset that is nothing to this consumer. */
    void pass(long offset) {
        next = offset + 1;
    }

    OffsetLedger(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Adds a record, in the order of the partition. */
    void add(Entry entry) {
        open.addLast(entry);
        next = entry.offset() + 1;
    }

    /** The first offset that is not terminal, or the one after the last record; -1 before the first record. */
    long frontier() {
        Entry first = open.peekFirst();
        while (first != null && first.isTerminal()) {
            open.removeFirst();
            first = open.peekFirst();
        }
        return first == null ? next : first.offset();
    }

    /** The frontier if it has moved since it was last marked as committed, else -1. */
    long frontierToCommit() {
        long frontier = frontier();
        return frontier > committed ? frontier : NOTHING_YET;
    }

    void markCommitted(long offset) {
        committed = Math.max(committed, offset);
    }

    /** How many records are open or wait behind an open one. */
    int size() {
        return open.size();
    }

    /** Says that a record is being worked on from now on; false if the partition was revoked meanwhile. */
    boolean begin() {
        return begin(1);
    }

    /** The same for some records at once: all of them, or none. */
    boolean begin(int count) {
        working.addAndGet(count);
        if (revoked) {
            end(count);
            return false;
        }
        return true;
    }

    /** Says that a record begun is terminal. */
    void end() {
        end(1);
    }

    private void end(int count) {
        if (working.addAndGet(-count) == 0 && revoked) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Lets no further record begin. */
    void revoke() {
        revoked = true;
    }

    boolean isRevoked() {
        return revoked;
    }

    /** After {@link #revoke}: waits until each record begun is terminal, but not longer than the limit. */
    synchronized void awaitIdle(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (working.get() > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
