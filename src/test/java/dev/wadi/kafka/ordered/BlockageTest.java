package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import dev.wadi.record.Reopenings;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which records run while others wait, without a consumer. */
final class BlockageTest {

    private final Pause pause = new Pause();

    private Blockage waits(FailureFamily family, int records) {
        Pause.Reason reason = Pause.Reason.of(family, "api", "connection api: no");
        return IntStream.range(0, records)
                .mapToObj(i -> pause.waits(reason))
                .toList()
                .getLast();
    }

    private int tried(Blockage blockage) {
        int trials = 0;
        while (trials < 1_000 && pause.takeTrial(blockage)) {
            trials++;
        }
        return trials;
    }

    private int begun() {
        int scouts = 0;
        while (scouts < 10_000 && pause.takeScout() != null) {
            scouts++;
        }
        return scouts;
    }

    @Test
    void a_circuit_that_is_half_open_gets_as_many_records_as_it_permits_calls() {
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 100);
        assertThat(tried(blockage)).isZero();

        pause.reopened("api", 3);

        assertThat(tried(blockage)).isEqualTo(3);
    }

    @Test
    void each_record_that_gets_through_lets_two_more_be_tried() {
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 100);
        pause.reopened("api", 1);
        assertThat(tried(blockage)).isEqualTo(1);

        blockage.ended(Trial.Result.THROUGH);

        assertThat(tried(blockage)).isEqualTo(2);
        assertThat(pause.isOn()).isTrue();
    }

    @Test
    void all_go_on_once_the_circuit_has_closed() {
        AtomicInteger woken = new AtomicInteger();
        pause.onChange(woken::incrementAndGet);
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 100);

        pause.reopened("api", Reopenings.ALL);

        assertThat(blockage.isGone()).isTrue();
        assertThat(pause.isOn()).isFalse();
        assertThat(woken).hasValue(1);
    }

    @Test
    void new_credentials_are_tried_with_one_record_and_then_all_go_on() {
        Blockage blockage = waits(FailureFamily.AUTH, 100);
        pause.reopened("api", 1);
        assertThat(tried(blockage)).isEqualTo(1);

        blockage.ended(Trial.Result.THROUGH);

        assertThat(blockage.isGone()).isTrue();
    }

    @Test
    void what_another_connection_says_changes_nothing() {
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 100);

        pause.reopened("other", Reopenings.ALL);

        assertThat(blockage.isGone()).isFalse();
        assertThat(tried(blockage)).isZero();
    }

    @Test
    void a_record_that_then_waits_for_something_else_says_nothing_of_the_first() {
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 100);
        pause.reopened("api", 1);
        assertThat(tried(blockage)).isEqualTo(1);
        pause.waits(Pause.Reason.of(FailureFamily.CIRCUIT_OPEN, "other", "connection other: no"));

        blockage.ended(Trial.Result.NOTHING);

        assertThat(tried(blockage)).isZero();
        assertThat(pause.reasons()).hasSize(2);
    }

    @Test
    void nothing_is_waited_for_once_all_that_waited_were_given_back() {
        Blockage blockage = waits(FailureFamily.CIRCUIT_OPEN, 2);

        pause.left(blockage);
        assertThat(pause.isOn()).isTrue();
        pause.left(blockage);

        assertThat(pause.isOn()).isFalse();
    }

    @Test
    void one_other_record_begins_while_a_connection_is_blocked_and_ten_more_for_each_that_gets_through() {
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        Trial scout = Objects.requireNonNull(pause.takeScout());
        assertThat(pause.takeScout()).isNull();

        scout.ended(Trial.Result.of(new Outcome.Delivered()));

        assertThat(begun()).isEqualTo(10);
    }

    @Test
    void a_record_that_was_begun_in_vain_lets_no_other_begin() {
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        Trial scout = Objects.requireNonNull(pause.takeScout());

        scout.ended(Trial.Result.FAILED);

        assertThat(begun()).isZero();
    }

    @Test
    void no_more_than_a_thousand_records_are_let_begin_ahead() {
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        Trial scout = Objects.requireNonNull(pause.takeScout());
        for (int i = 0; i < 500; i++) {
            scout.ended(Trial.Result.THROUGH);
        }

        assertThat(begun()).isEqualTo(1_000);
    }

    @Test
    void no_other_record_begins_while_it_is_not_known_which_connection_is_blocked_or_during_a_flood() {
        pause.waits(Pause.Reason.of(FailureFamily.AUTH, null, "refused"));
        assertThat(pause.takeScout()).isNull();
        pause.lift();
        pause.waits(Pause.Reason.of(FailureFamily.PAYLOAD, "api", "of no use"));

        assertThat(pause.takeScout()).isNull();
    }
}
