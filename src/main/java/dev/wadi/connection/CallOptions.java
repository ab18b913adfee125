package dev.wadi.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants otherwise than its connection is configured.
 *
 * @param circuitBreaker whether the connection's circuit breaker guards the call; false for a caller that guards it with
 *     that breaker itself, as a route's {@code circuitBreaker} step does: otherwise each failure would count twice
 * @param timeout how long one attempt may take, at least a millisecond; null as configured
 * @param maxAttempts the total number of attempts, at least 1; null as configured
 */
public record CallOptions(
        boolean circuitBreaker,
        @Nullable Duration timeout,
        @Nullable Integer maxAttempts) {

    /** All as it is configured. */
    public static final CallOptions CONFIGURED = new CallOptions(true, null, null);

    private static final Duration LEAST = Duration.ofMillis(1);

    public CallOptions {
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be more than 0");
        }
        if (timeout != null && timeout.compareTo(LEAST) < 0) { // such as the rest of a deadline
            timeout = LEAST;
        }
        if (maxAttempts != null && maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but was " + maxAttempts);
        }
    }
}
