package dev.wadi.enrich;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An answer in a cache, and how long it may be given. Times are those of the cache's ticker, in nanoseconds, which may
 * pass the end of their range: they are compared by their difference.
 */
final class KeptAnswer {

    private static final long NOT_SOON = Long.MAX_VALUE >> 1;

    private final Answer answer;
    private final long freshUntil;
    private final long usableUntil;
    private final boolean stale;
    private final AtomicLong refreshAt;

    private KeptAnswer(Answer answer, long freshUntil, long usableUntil, boolean stale, long refreshAt) {
        this.answer = answer;
        this.freshUntil = freshUntil;
        this.usableUntil = usableUntil;
        this.stale = stale;
        this.refreshAt = new AtomicLong(refreshAt);
    }

    /** An answer that just came. */
    static KeptAnswer fresh(Answer answer, LookupTimes times, long now) {
        if (!answer.isFound()) {
            long until = now + (answer.isMissing() ? times.negativeTtl().toNanos() : 0);
            return new KeptAnswer(answer, until, until, false, now + NOT_SOON);
        }
        long freshUntil = now + times.ttl().toNanos();
        long refreshAt = now
                + (times.refreshAfter().isZero()
                        ? NOT_SOON
                        : times.refreshAfter().toNanos());
        return new KeptAnswer(
                answer, freshUntil, freshUntil + times.staleIfError().toNanos(), false, refreshAt);
    }

    /** The same answer once a call for a newer one has failed: to be given up to its end, while calls are tried. */
    KeptAnswer standIn(long nextCall) {
        return new KeptAnswer(answer, usableUntil, usableUntil, true, nextCall);
    }

    Answer answer() {
        return answer;
    }

    boolean isFresh(long now) {
        return freshUntil - now > 0;
    }

    /** Whether it may stand in where no newer answer can be had. */
    boolean isUsable(long now) {
        return usableUntil - now > 0 && answer.isFound();
    }

    /** Whether it is past its time, and given all the same. */
    boolean isStale() {
        return stale;
    }

    /** Whether the caller shall get a newer answer in the background: one caller only, until the next is allowed. */
    boolean claimRefresh(long now) {
        long due = refreshAt.get();
        return now - due >= 0 && refreshAt.compareAndSet(due, now + NOT_SOON);
    }

    void allowRefresh(long at) {
        refreshAt.set(at);
    }

    /** How long a cache keeps it. */
    long lifetime(long now) {
        return Math.max(0, Math.max(freshUntil - now, usableUntil - now));
    }
}
