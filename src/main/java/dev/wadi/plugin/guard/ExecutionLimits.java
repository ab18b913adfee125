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

    /**
     * When a plugin that fails is left out for a while.
     *
     * @param failureRate the share of failed executions that is too much, in percent
     * @param window the number of last executions that are looked at
     * @param minExecutions looks only once there were so many
     * @param lasting how long it is left out before it is tried again
     * @param trials the number of executions that show whether it works again
     */
    public record Quarantine(int failureRate, int window, int minExecutions, Duration lasting, int trials) {

        /** Half a minute once half of the last 20 executions have failed, of at least 10; then 3 trials. */
        public static final Quarantine DEFAULT = new Quarantine(50, 20, 10, Duration.ofSeconds(30), 3);

        public Quarantine {
            require(failureRate >= 1 && failureRate <= 100, "failureRate must be from 1 to 100, but was ", failureRate);
            require(window >= 1, "window must be at least 1, but was ", window);
            require(minExecutions >= 1, "minExecutions must be at least 1, but was ", minExecutions);
            require(lasting.toMillis() >= 1, "lasting must be at least 1 ms, but was ", lasting);
            require(trials >= 1, "trials must be at least 1, but was ", trials);
        }
    }

    public ExecutionLimits {
        require(
                timeout.toMillis() >= 1 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "timeout must be from 1 ms to 1 h, but was ",
                timeout);
        require(maxConcurrent >= 0, "maxConcurrent must be at least 0, but was ", maxConcurrent);
        require(maxAbandoned >= 1, "maxAbandoned must be at least 1, but was ", maxAbandoned);
    }

    /** These with another time limit. */
    public ExecutionLimits withTimeout(Duration other) {
        return new ExecutionLimits(other, maxConcurrent, maxAbandoned, quarantine);
    }

    /** These with another number of executions at once. */
    public ExecutionLimits withMaxConcurrent(int other) {
        return new ExecutionLimits(timeout, other, maxAbandoned, quarantine);
    }

    private static void require(boolean met, String what, Object found) {
        if (!met) {
            throw new IllegalArgumentException(what + found);
        }
    }
}
