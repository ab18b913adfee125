package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(60));

    @Test
    void waits_a_random_part_of_a_time_that_doubles_up_to_the_limit() {
        assertThat(policy.pause(1, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.pause(3, Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.pause(1_000, Duration.ZERO, 1)).isEqualTo(Duration.ofSeconds(60));
    }

    /** A server that says 0 used to get all attempts within milliseconds, one that says 5 all calls in the same one. */
    @Test
    void what_the_server_asks_for_comes_before_the_random_part_and_within_the_limit() {
        assertThat(policy.pause(1, Duration.ofSeconds(5), 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.pause(1, Duration.ofSeconds(5), 0.25)).isEqualTo(Duration.ofMillis(5_500));
        assertThat(policy.pause(1, Duration.ofHours(1), 0.5)).isEqualTo(Duration.ofSeconds(61));
    }
}
