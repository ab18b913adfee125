package dev.wadi.kafka.ordered;

import java.time.Duration;

/**
 * The records that are begun while their consumer waits for a connection, since they may need another one. Nobody knows
 * before they have run, so there is a limit for those that only join the ones that wait: high where records were delivered
 * before without the connection, low where nothing was delivered yet, none at all where all have needed it. Each that gets
 * through without it raises the limit by ten. Below the limit one is begun now and then. Guarded by its {@link Pause}.
 */
final class Scouts implements Trial {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final int NEXT = 10;
    private static final int MAX = 20_000;
    private static final int UNKNOWN = 1_000;

    private final Pause pause;
    private Duration wait = FIRST_WAIT;
    private long nextNanos = System.nanoTime();
    private int allowed;

    Scouts(Pause pause) {
        this.pause = pause;
    }

    /** A further connection is blocked. */
    void blocked(CalledConnections.Others others) {
        allowed = switch (others) {
            case KNOWN -> MAX;
            case UNKNOWN -> Math.max(allowed, UNKNOWN);
            case NONE -> 0;
        };
    }

    /** Whether one may begin now. */
    boolean take(long now) {
        if (allowed > 0) {
            allowed--;
            return true;
        }
        if (nextNanos - now > 0) {
            return false;
        }
        nextNanos = now + wait.toNanos();
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(MAX_WAIT) < 0 ? doubled : MAX_WAIT;
        return true;
    }

    /** Nanoseconds until the next may begin, unless one gets through before. */
    long untilNext(long now) {
        return allowed > 0 ? 0 : nextNanos - now;
    }

    @Override
    public void ended(Result result, long called) {
        pause.ended(this, result, called);
    }

    void gotThrough() {
        wait = FIRST_WAIT;
        allowed = Math.min(MAX, allowed + NEXT);
    }
}
