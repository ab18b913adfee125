package dev.wadi.plugin.guard;

import java.time.Duration;

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

    static void require(boolean met, String what, Object found) {
        if (!met) {
            throw new IllegalArgumentException(what + found);
        }
    }
}
