package dev.wadi.connection;

import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/**
 * When a connection's circuit breaker opens, and how it closes again. Only transient failures count against the
 * endpoint; an answer that blames the payload or the credentials is a sign of life.
 *
 * @param failureRateThreshold opens at this share of failures, in percent, 1 to 100
 * @param slidingWindowSize the number of last calls that are looked at
 * @param minimumNumberOfCalls opens only after so many
 * @param openFor how long it stays open
 * @param permittedCallsInHalfOpen the number of calls that try whether the endpoint is back
 * @param slowCalls when it opens for calls that succeed, but take too long
 */
public record BreakerPolicy(
        int failureRateThreshold,
        int slidingWindowSize,
        int minimumNumberOfCalls,
        Duration openFor,
        int permittedCallsInHalfOpen,
        SlowCalls slowCalls) {

    /** The defaults: opens for 10 seconds when half of the last 20 calls failed. */
    public static final BreakerPolicy DEFAULT = new BreakerPolicy(50, 20, 10, Duration.ofSeconds(10), 3);

    /**
     * Which calls are slow, and how many of them are too many.
     *
     * @param longerThan what takes longer is slow
     * @param rateThreshold opens at this share of slow calls, in percent, 1 to 100
     */
    public record SlowCalls(Duration longerThan, int rateThreshold) {

        /** No call is slow. */
        public static final SlowCalls NEVER = new SlowCalls(Duration.ofDays(1), 100);
    }

    /** One that does not open for slow calls. */
    public BreakerPolicy(
            int failureRateThreshold,
            int slidingWindowSize,
            int minimumNumberOfCalls,
            Duration openFor,
            int permittedCallsInHalfOpen) {
        this(
                failureRateThreshold,
                slidingWindowSize,
                minimumNumberOfCalls,
                openFor,
                permittedCallsInHalfOpen,
                SlowCalls.NEVER);
    }

    CircuitBreaker breaker(String name) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(failureRateThreshold)
                        .slidingWindowSize(slidingWindowSize)
                        .minimumNumberOfCalls(minimumNumberOfCalls)
                        .waitDurationInOpenState(openFor)
                        .permittedNumberOfCallsInHalfOpenState(permittedCallsInHalfOpen)
                        .slowCallDurationThreshold(slowCalls.longerThan())
                        .slowCallRateThreshold(slowCalls.rateThreshold())
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .ignoreException(thrown -> FailureFamily.of(thrown) == FailureFamily.CIRCUIT_OPEN)
                        .recordException(thrown -> FailureFamily.of(thrown) == FailureFamily.TRANSIENT)
                        .build());
    }
}
