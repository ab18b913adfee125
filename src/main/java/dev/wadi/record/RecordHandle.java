package dev.wadi.record;

/**
 * What a consumed record carries on its exchange: its bytes, and the say over when it is done.
 *
 * <p>The consumer holds the record while its exchange is on the way; whoever works on for it afterwards takes a hold
 * of its own before the exchange ends. The record is terminal at the last release, and only then may its offset be
 * committed. Thread-safe.
 */
public interface RecordHandle {

    /** The record as it was consumed. */
    SourceRecord source();

    /** Where the record first came in. */
    Origin origin();

    /** The id of the route that consumes it. */
    String consumer();

    /** Where the record goes when it can't be delivered. */
    DeadLetterTarget deadLetterTarget();

    /** Keeps the record open, and the later records of its key waiting: for an action under way. */
    Hold hold();

    /** Keeps the record open while the later records of its key go on: for a member of a batch. */
    Hold holdOpen();

    /**
     * Says how the record ends. Without a word it is delivered; of several the gravest counts ({@link Outcome#or}).
     *
     * @throws IllegalStateException if the record is terminal already
     */
    void settle(Outcome outcome);
}
