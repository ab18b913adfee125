package dev.wadi.connection;

import dev.wadi.connection.limit.CallRate;
import dev.wadi.connection.limit.ConcurrencyRange;
import dev.wadi.connection.status.StatusPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a connection makes its calls.
 *
 * @param timeout how long one attempt may take, from the call to the last byte of the answer
 * @param retry how often a call is tried
 * @param breaker when its circuit breaker opens
 * @param statuses what the status of an answer means
 * @param rate how many attempts may start in a while; null for any number
 * @param concurrency between which numbers the attempts under way are limited; null for none but the transport's
 */
public record CallPolicy(
        Duration timeout,
        RetryPolicy retry,
        BreakerPolicy breaker,
        StatusPolicy statuses,
        @Nullable CallRate rate,
        @Nullable ConcurrencyRange concurrency) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The defaults: 30 seconds for each of 3 attempts. */
    public static final CallPolicy DEFAULT =
            new CallPolicy(DEFAULT_TIMEOUT, RetryPolicy.DEFAULT, BreakerPolicy.DEFAULT);

    /** One with the default meaning of statuses, without limits. */
    public CallPolicy(Duration timeout, RetryPolicy retry, BreakerPolicy breaker) {
        this(timeout, retry, breaker, StatusPolicy.DEFAULT, null, null);
    }

    /** The same with another timeout. */
    public CallPolicy withTimeout(Duration other) {
        return new CallPolicy(other, retry, breaker, statuses, rate, concurrency);
    }

    /** The same with other retries. */
    public CallPolicy withRetry(RetryPolicy other) {
        return new CallPolicy(timeout, other, breaker, statuses, rate, concurrency);
    }

    /** The same with another breaker. */
    public CallPolicy withBreaker(BreakerPolicy other) {
        return new CallPolicy(timeout, retry, other, statuses, rate, concurrency);
    }

    /** The same with another meaning of statuses. */
    public CallPolicy withStatuses(StatusPolicy other) {
        return new CallPolicy(timeout, retry, breaker, other, rate, concurrency);
    }

    /** The same with other limits. */
    public CallPolicy withLimits(@Nullable CallRate otherRate, @Nullable ConcurrencyRange otherConcurrency) {
        return new CallPolicy(timeout, retry, breaker, statuses, otherRate, otherConcurrency);
    }
}
