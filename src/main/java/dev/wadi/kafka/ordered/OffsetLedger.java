package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets of one partition are open, and so up to where it may be committed.
 *
 * <p>{@link #add} and {@link #frontier} belong to the poll thread; the rest is thread-safe.
 */
final class OffsetLedger {

    private static final long NOTHING_YET = -1;
    private static final long FLUSH_NANOS = Duration.ofMillis(50).toNanos();
    private static final long NONE_ADMITTED = Long.MIN_VALUE;

    /** An offset of the ledger. */
    interface Entry {
        long offset();

        boolean isTerminal();
    }

    private final ArrayDeque<Entry> open = new ArrayDeque<>();
    private final Set<Runnable> flushes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger working = new AtomicInteger();
    private final TopicPartition partition;
    private final AtomicLong furthest = new AtomicLong(NONE_ADMITTED);
    private long lastAdmitted = NONE_ADMITTED; // guarded by this
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

    /**
     * Says that a record is being worked on from now on; false if the partition was revoked meanwhile, and nothing behind
     * the record was begun before.
     */
    boolean begin(long offset) {
        return begin(offset, 1);
    }

    /** The same for a batch, told by its last offset: all of it, or nothing. */
    boolean begin(long offset, int count) {
        working.addAndGet(count);
        furthest.accumulateAndGet(offset, Math::max);
        if (revoked && !admits(offset)) {
            end(count);
            return false;
        }
        return true;
    }

    private synchronized boolean admits(long offset) {
        return offset <= lastAdmitted;
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

    /**
     * Lets no further record begin.
     *
     * @param fillGaps whether those may that lie before one that has begun: so that all that was done can be committed
     */
    synchronized void revoke(boolean fillGaps) {
        revoked = true;
        lastAdmitted = fillGaps ? furthest.get() : NONE_ADMITTED;
    }

    /** After {@link #revoke}: a record is given back undone, so that nothing from it on can be committed. */
    synchronized void giveBack(long offset) {
        lastAdmitted = Math.min(lastAdmitted, offset - 1);
        end(1);
    }

    boolean isRevoked() {
        return revoked;
    }

    /** Says how the wait of records is ended that are held together with others. */
    void flushBy(Runnable flush) {
        flushes.add(flush);
    }

    /** Ends all waits for others. */
    void flush() {
        flushes.forEach(Runnable::run);
    }

    /**
     * After {@link #revoke}: waits until each record begun is terminal, and those that may begin yet, but not longer than
     * the limit. Those that wait for others are flushed meanwhile. For the poll thread.
     */
    void awaitIdle(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isIdle(Math.min(deadline - System.nanoTime(), FLUSH_NANOS)) && deadline - System.nanoTime() > 0) {
            flush(); // again and again: a gap may fill, and gather, meanwhile
        }
    }

    private synchronized boolean isIdle(long waitNanos) throws InterruptedException {
        long deadline = System.nanoTime() + waitNanos;
        while (working.get() > 0 || hasGap()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private boolean hasGap() {
        long frontier = frontier();
        return frontier != NOTHING_YET && frontier <= lastAdmitted;
    }
}
