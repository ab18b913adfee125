package dev.wadi.connection.limit;

import com.netflix.concurrency.limits.limit.VegasLimit;

/**
 * How many attempts an endpoint takes at a time, found by what becomes of them: while they take no longer than the
 * fastest ones the limit rises, once they take longer it falls, and so it does when they fail for overload (the Vegas
 * algorithm of Netflix' concurrency-limits, after Brakmo's and Peterson's TCP Vegas). Thread-safe.
 */
public final class AdaptiveLimit {

    private static final int FIRST = 20;

    private final Permits permits;
    private final VegasLimit limit;

    /** @param maxWaiting how many may wait for their turn */
    public AdaptiveLimit(ConcurrencyRange range, int maxWaiting) {
        int first = Math.clamp(FIRST, range.min(), range.max());
        this.permits = new Permits(first, maxWaiting);
        this.limit = VegasLimit.newBuilder()
                .initialLimit(first)
                .maxConcurrency(range.max())
                .build();
        limit.notifyOnChange(found -> permits.limit(Math.max(found, range.min())));
    }

    /** Which attempts take, and give back. */
    public Permits permits() {
        return permits;
    }

    /**
     * Learns from an attempt that the endpoint answered, before it gives its permit back.
     *
     * @param tookNanos how long it took
     */
    public void answered(long tookNanos) {
        limit.onSample(0, Math.max(1, tookNanos), permits.taken(), false);
    }

    /**
     * Learns from one that failed as one does that asked too much: a timeout, 429, 503. Its time says nothing: a quick
     * refusal would make each answer look slow.
     */
    public void overloaded() {
        limit.onSample(0, Long.MAX_VALUE, permits.taken(), true);
    }
}
