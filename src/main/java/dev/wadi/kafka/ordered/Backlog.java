package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.util.concurrent.atomic.AtomicLong;

/** The records that wait to be worked on, all bytes that records hold, and the limits on both. Thread-safe. */
final class Backlog {

    private final int maxRecords;
    private final long maxBytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * A backlog with limits.
     *
     * @param maxRecords how many records may wait
     * @param maxBytes how many bytes of keys and values the records may hold that have not ended
     */
    Backlog(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** A record was fetched. */
    void fetched(SourceRecord source) {
        records.incrementAndGet();
        bytes.addAndGet(sizeOf(source));
    }

    /** A record waits no longer: work on it begins, or it is somebody else's. */
    void taken() {
        records.decrementAndGet();
    }

    /** A record's bytes were let go. */
    void dropped(SourceRecord source) {
        bytes.addAndGet(-sizeOf(source));
    }

    boolean isFull() {
        return records.get() >= maxRecords || bytes.get() >= maxBytes;
    }

    /** Not nearly full, so that pausing and resuming don't take turns with every record. */
    boolean hasRoom() {
        return records.get() <= maxRecords - maxRecords / 4 && bytes.get() <= maxBytes - maxBytes / 4;
    }

    long size() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    private static int sizeOf(SourceRecord source) {
        byte[] key = source.key();
        byte[] value = source.value();
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
