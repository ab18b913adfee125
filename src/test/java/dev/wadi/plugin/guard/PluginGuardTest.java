package dev.wadi.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.plugin.guard.PluginGuard.Admission;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PluginGuardTest {

    private static final Quarantine PATIENT = new Quarantine(50, 20, 10, Duration.ofHours(1), 3);

    private final Watchdog watchdog = new Watchdog();

    private static PluginGuard guard(int maxConcurrent, int maxAbandoned) {
        return new PluginGuard("p", new ExecutionLimits(Duration.ofMillis(20), maxConcurrent, maxAbandoned, PATIENT));
    }

    @Test
    void lets_in_no_more_at_once_than_there_are_turns() {
        PluginGuard guard = guard(2, 4);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.CROWDED);
        guard.left();
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void that_there_was_no_turn_counts_as_a_failure() {
        PluginGuard guard = guard(1, 4);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
        for (int i = 0; i < 10; i++) {
            assertThat(guard.admit(watchdog)).isEqualTo(Admission.CROWDED);
        }
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.QUARANTINED);
        assertThat(guard.newlyQuarantined(watchdog)).isEqualTo("100 % of its last 10 executions failed");
        assertThat(guard.newlyQuarantined(watchdog)).isNull();
    }

    @Test
    void lets_none_in_while_the_plugin_holds_too_many_threads_or_all_its_turns() {
        PluginGuard guard = guard(0, 2);
        guard.abandon(watchdog);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
        guard.abandon(watchdog);
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.QUARANTINED);
        assertThat(guard.newlyQuarantined(watchdog)).isEqualTo("it holds 2 threads past its time limit of 20 ms");
        guard.cameBack(watchdog);
        assertThat(guard.newlyReleased(watchdog)).isTrue();
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);

        PluginGuard single = guard(1, 2);
        single.abandon(watchdog);
        assertThat(single.admit(watchdog)).isEqualTo(Admission.QUARANTINED);
    }

    @Test
    void lets_none_in_that_holds_any_once_all_plugins_hold_too_many_threads() {
        PluginGuard holding = guard(0, 4);
        PluginGuard innocent = guard(0, 4);
        holding.abandon(watchdog);
        for (int i = 1; i < Watchdog.MAX_ABANDONED; i++) {
            guard(0, 4).abandon(watchdog);
        }
        assertThat(holding.admit(watchdog)).isEqualTo(Admission.QUARANTINED);
        assertThat(innocent.admit(watchdog)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void a_refused_turn_takes_none_of_the_breakers_trials_away() {
        PluginGuard guard = new PluginGuard(
                "p",
                new ExecutionLimits(Duration.ofMillis(5), 1, 4, new Quarantine(100, 2, 2, Duration.ofMillis(1), 2)));
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
        guard.failed();
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.CROWDED);
        guard.left();
        for (int trials = 0; trials < 2; ) {
            if (guard.admit(watchdog) == Admission.ADMITTED) {
                guard.succeeded();
                guard.left();
                trials++;
            }
        }
        assertThat(guard.admit(watchdog)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> ExecutionLimits.DEFAULT.withTimeout(Duration.ZERO))
                .hasMessage("timeout must be from 1 ms to 1 h, but was PT0S");
        assertThatThrownBy(() -> ExecutionLimits.DEFAULT.withTimeout(Duration.ofDays(1)))
                .hasMessage("timeout must be from 1 ms to 1 h, but was PT24H");
        assertThatThrownBy(() -> ExecutionLimits.DEFAULT.withMaxConcurrent(-1))
                .hasMessage("maxConcurrent must be at least 0, but was -1");
        assertThatThrownBy(() -> new ExecutionLimits(Duration.ofSeconds(1), 0, 0, PATIENT))
                .hasMessage("maxAbandoned must be at least 1, but was 0");
        assertThatThrownBy(() -> new Quarantine(0, 1, 1, Duration.ofSeconds(1), 1))
                .hasMessage("failureRate must be from 1 to 100, but was 0");
    }

    @Test
    void the_defaults_are_a_second_and_half_of_twenty() {
        assertThat(ExecutionLimits.DEFAULT)
                .isEqualTo(new ExecutionLimits(
                        Duration.ofSeconds(1), 0, 4, new Quarantine(50, 20, 10, Duration.ofSeconds(30), 3)));
    }
}
