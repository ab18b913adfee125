package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.util.concurrent.atomic.AtomicLong;

/** The records that wait to be worked on, and the limit on them. Thread-safe. */
final class Backlog {

    private final int maxRecords;
    private final long maxBytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * A backlog with limits.
     *
     * @param maxRecords how many records may wait
     * @param maxBytes how many bytes of keys and values may wait
     */
    Backlog(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    void add(SourceRecord source) {
        records.incrementAndGet();
        bytes.addAndGet(sizeOf(source));
    }

    void remove(SourceRecord source) {
        records.decrementAndGet();
        bytes.addAndGet(-sizeOf(source));
    }

    boolean isFull() {
        return records.get() >= maxRecords || bytes.get() >= maxBytes;
    }

    /** At most half full, so that pausing and resuming don't take turns with every record. */
    boolean hasRoom() {
        return records.get() <= maxRecords / 2 && bytes.get() <= maxBytes / 2;
    }

    long size() {
        return records.get();
    }

    private static int sizeOf(SourceRecord source) {
        byte[] key = source.key();
        byte[] value = source.value();
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
