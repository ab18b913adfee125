package dev.wadi.connection.limit;

import java.time.Duration;

/**
 * How many attempts a connection may start in a while.
 *
 * @param calls so many, at least 1
 * @param period in each such period
 * @param maxWait how long an attempt waits for its turn before it fails
 */
public record CallRate(int calls, Duration period, Duration maxWait) {

    /** How long an attempt waits unless it is said otherwise. */
    public static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(60);

    public CallRate {
        if (calls < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("at least one call in a period");
        }
    }
}
