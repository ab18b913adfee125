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

    private final CalledConnections called = new CalledConnections();
    private final Pause pause = new Pause(called);

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

    /** How many may begin; a few more where the test takes its time, since one may now and then. */
    private int begun() {
        int scouts = 0;
        while (scouts < 100_000 && pause.takeScout() != null) {
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

        blockage.ended(Trial.Result.THROUGH, 0);

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

        blockage.ended(Trial.Result.THROUGH, 0);

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

        blockage.ended(Trial.Result.NOTHING, 0);

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
    void where_all_records_needed_the_connection_one_begins_and_ten_more_for_each_that_gets_through_without_it() {
        called.delivered(called.bit("api"));
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        Trial scout = Objects.requireNonNull(pause.takeScout());

        scout.ended(Trial.Result.of(new Outcome.Delivered()), called.bit("other"));

        assertThat(begun()).isBetween(10, 15);
    }

    @Test
    void a_record_that_is_begun_in_vain_or_gets_through_what_others_wait_for_lets_no_other_begin() {
        called.delivered(called.bit("api"));
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        Trial scout = Objects.requireNonNull(pause.takeScout());

        scout.ended(Trial.Result.FAILED, 0);
        scout.ended(Trial.Result.THROUGH, called.bit("api"));

        assertThat(begun()).isLessThan(5);
    }

    @Test
    void where_nothing_was_delivered_yet_a_thousand_records_may_begin() {
        waits(FailureFamily.CIRCUIT_OPEN, 1);

        assertThat(begun()).isBetween(1_000, 1_020);
    }

    @Test
    void where_records_were_delivered_without_the_connection_others_begin_to_a_limit() {
        called.delivered(called.bit("api"));
        called.delivered(called.bit("other"));
        waits(FailureFamily.CIRCUIT_OPEN, 1);

        assertThat(begun()).isBetween(20_000, 20_020);
    }

    @Test
    void once_all_connections_are_blocked_that_records_have_needed_no_other_begins() {
        called.delivered(called.bit("api"));
        called.delivered(called.bit("other"));
        waits(FailureFamily.CIRCUIT_OPEN, 1);
        pause.waits(Pause.Reason.of(FailureFamily.CIRCUIT_OPEN, "other", "connection other: no"));

        assertThat(begun()).isLessThan(5);
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
