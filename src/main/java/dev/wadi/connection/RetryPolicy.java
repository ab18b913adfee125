package dev.wadi.connection;

import java.time.Duration;

/**
 * How often a call is tried, and how long it waits in between.
 *
 * @param maxAttempts the total number of attempts, at least 1
 * @param backoffBase the longest wait after the first attempt; doubles with each
 * @param backoffMax neither the random wait is longer, nor what is heeded of what the server asks for
 */
public record RetryPolicy(int maxAttempts, Duration backoffBase, Duration backoffMax) {

    /** The defaults: 3 attempts, waiting up to 2, then 4 seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(60));

    private static final int MAX_DOUBLINGS = 30;

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but was " + maxAttempts);
        }
    }

    /**
     * The wait after an attempt: what the server asked for, and a random part of the exponential backoff ("full jitter"),
     * so that those that were told the same time don't come back as one.
     *
     * @param attempt the attempt that failed, from 1
     * @param asked how long the server wants to be left alone; zero if it did not say
     * @param random from 0 to 1
     */
    Duration pause(int attempt, Duration asked, double random) {
        return (asked.compareTo(backoffMax) < 0 ? asked : backoffMax).plus(backoff(attempt, random));
    }

    private Duration backoff(int attempt, double random) {
        double doubled = Math.scalb((double) backoffBase.toMillis(), Math.min(attempt - 1, MAX_DOUBLINGS));
        return Duration.ofMillis(Math.round(random * Math.min(doubled, (double) backoffMax.toMillis())));
    }
}
