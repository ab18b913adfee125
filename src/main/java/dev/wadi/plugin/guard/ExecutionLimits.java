package dev.wadi.plugin.guard;

import java.time.Duration;

/**
 * What a plugin may take, and when it is quarantined.
 *
 * @param timeout how long one execution may take, the wait for its turn included
 * @param maxConcurrent how many executions there may be at once; 0 for any number
 * @param maxAbandoned how many threads it may hold past the time limit before it is quarantined
 * @param quarantine when its failures put it in quarantine
 */
public record ExecutionLimits(Duration timeout, int maxConcurrent, int maxAbandoned, Quarantine quarantine) {

    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /** A second for each execution, four threads past it; quarantine by its {@linkplain Quarantine#DEFAULT defaults}. */
    public static final ExecutionLimits DEFAULT = new ExecutionLimits(Duration.ofSeconds(1), 0, 4, Quarantine.DEFAULT);

    public ExecutionLimits {
        Quarantine.require(
                timeout.toMillis() >= 1 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "timeout must be from 1 ms to 1 h, but was ",
                timeout);
        Quarantine.require(maxConcurrent >= 0, "maxConcurrent must be at least 0, but was ", maxConcurrent);
        Quarantine.require(maxAbandoned >= 1, "maxAbandoned must be at least 1, but was ", maxAbandoned);
    }

    /** These with another time limit. */
    public ExecutionLimits withTimeout(Duration other) {
        return new ExecutionLimits(other, maxConcurrent, maxAbandoned, quarantine);
    }

    /** These with another number of executions at once. */
    public ExecutionLimits withMaxConcurrent(int other) {
        return new ExecutionLimits(timeout, other, maxAbandoned, quarantine);
    }
}
