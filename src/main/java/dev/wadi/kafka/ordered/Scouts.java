package dev.wadi.kafka.ordered;

import java.time.Duration;

/**
 * The records that are begun while their consumer waits for a connection, since they may need another one. Nobody knows
 * before they have run: so it begins with one, each that gets through lets ten more begin, and each that only joins those
 * that wait was begun in vain. Where all need the same connection that is one record at the start, and one at ever longer
 * intervals; where up to nine of ten need it, the others are not held up. Guarded by its {@link Pause}.
 */
final class Scouts implements Trial {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final int NEXT = 10;
    private static final int MAX = 1_000;

    private final Pause pause;
    private Duration wait = FIRST_WAIT;
    private long nextNanos = System.nanoTime();
    private int allowed;

    Scouts(Pause pause) {
        this.pause = pause;
    }

    /** Whether one may begin now. */
    boolean take(long now) {
        if (allowed > 0) {
            allowed--;
        } else if (nextNanos - now > 0) {
            return false;
        } else {
            nextNanos = now + wait.toNanos();
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(MAX_WAIT) < 0 ? doubled : MAX_WAIT;
        }
        return true;
    }

    /** Nanoseconds until the next may begin, unless one gets through before. */
    long untilNext(long now) {
        return allowed > 0 ? 0 : nextNanos - now;
    }

    @Override
    public void ended(Result result) {
        pause.ended(this, result);
    }

    void gotThrough() {
        wait = FIRST_WAIT;
        allowed = Math.min(MAX, allowed + NEXT);
    }
}
