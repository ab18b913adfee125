package dev.wadi.connection;

import java.time.Duration;

/**
 * How a connection makes its calls.
 *
 * @param timeout how long one attempt may take, from the call to the last byte of the answer
 * @param retry how often a call is tried
 * @param breaker when its circuit breaker opens
 */
public record CallPolicy(Duration timeout, RetryPolicy retry, BreakerPolicy breaker) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The defaults: 30 seconds for each of 3 attempts. */
    public static final CallPolicy DEFAULT =
            new CallPolicy(DEFAULT_TIMEOUT, RetryPolicy.DEFAULT, BreakerPolicy.DEFAULT);

    /** The same with another timeout. */
    public CallPolicy withTimeout(Duration other) {
        return new CallPolicy(other, retry, breaker);
    }

    /** The same with other retries. */
    public CallPolicy withRetry(RetryPolicy other) {
        return new CallPolicy(timeout, other, breaker);
    }

    /** The same with another breaker. */
    public CallPolicy withBreaker(BreakerPolicy other) {
        return new CallPolicy(timeout, retry, other);
    }
}
