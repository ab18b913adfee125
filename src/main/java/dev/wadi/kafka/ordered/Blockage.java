package dev.wadi.kafka.ordered;

import java.time.Duration;

/**
 * Something that records of a consumer wait for: a connection, or a thing without a name that all of them may need. Some of
 * the waiting records are tried as soon as somebody says that it is worth while, else one now and then. Of those that
 * get through each lets two more be tried, so that a connection which has hardly come back is not run down. Guarded by
 * its {@link Pause}.
 */
final class Blockage implements Trial {

    private static final Duration FIRST_TRIAL = Duration.ofSeconds(1);
    private static final Duration MAX_BETWEEN_TRIALS = Duration.ofSeconds(30);
    private static final int NEXT_TRIALS = 2;

    private final Pause pause;
    private volatile Pause.Reason reason;
    private volatile boolean gone;

    private Duration between = FIRST_TRIAL;
    private long nextTrialNanos = System.nanoTime() + FIRST_TRIAL.toNanos();
    private int waiting;
    private int underWay;
    private int allowed;

    Blockage(Pause pause, Pause.Reason reason) {
        this.pause = pause;
        this.reason = reason;
    }

    Pause.Reason reason() {
        return reason;
    }

    int waiting() {
        return waiting;
    }

    /** Whether it may keep any record from getting through. */
    boolean isTotal() {
        return reason.connection() == null;
    }

    /** Whether nobody has to wait for it any more. */
    boolean isGone() {
        return gone;
    }

    void open() {
        gone = true;
    }

    void waits(Pause.Reason because) {
        waiting++;
        reason = because;
    }

    /** A record of it waits no longer: it goes on, or was given back. */
    void left() {
        waiting--;
    }

    boolean isForgotten() {
        return waiting == 0 && underWay == 0;
    }

    /** Lets so many records be tried at once. */
    void allow(int calls) {
        allowed = Math.max(allowed, calls);
    }

    /** Whether one of its records is to be tried now. */
    boolean takeTrial(long now) {
        if (allowed > 0) {
            allowed--;
        } else if (nextTrialNanos - now > 0) {
            return false;
        } else {
            Duration doubled = between.multipliedBy(2);
            between = doubled.compareTo(MAX_BETWEEN_TRIALS) < 0 ? doubled : MAX_BETWEEN_TRIALS;
            nextTrialNanos = now + between.toNanos();
        }
        waiting--;
        underWay++;
        return true;
    }

    /** Nanoseconds until the next trial, unless somebody says something before. */
    long untilTrial(long now) {
        return allowed > 0 ? 0 : nextTrialNanos - now;
    }

    @Override
    public void ended(Result result, long called) {
        pause.ended(this, result);
    }

    /** Takes note of a trial; true if all may go on. */
    boolean endTrial(Result result) {
        underWay--;
        if (result == Result.THROUGH) {
            if (!reason.recoversSlowly()) {
                return true;
            }
            between = FIRST_TRIAL;
            allowed += NEXT_TRIALS;
        }
        return isForgotten();
    }
}
