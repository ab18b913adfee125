package dev.wadi.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final List<Outcome> BY_WEIGHT = List.of(
            new Outcome.Delivered(),
            new Outcome.Filtered("unknown type"),
            new Outcome.Retried("events.retry.1m"),
            new Outcome.Dead(FailureFamily.PAYLOAD, "bad"));

    @Test
    void the_gravest_of_two_counts_whichever_came_first() {
        for (int light = 0; light < BY_WEIGHT.size(); light++) {
            for (int grave = light; grave < BY_WEIGHT.size(); grave++) {
                Outcome one = BY_WEIGHT.get(light);
                Outcome other = BY_WEIGHT.get(grave);
                assertThat(one.or(other)).isEqualTo(other);
                assertThat(other.or(one)).isEqualTo(other);
            }
        }
    }

    @Test
    void of_two_of_a_kind_the_first_counts() {
        Outcome first = new Outcome.Filtered("first");
        assertThat(first.or(new Outcome.Filtered("second"))).isSameAs(first);
    }
}
