package dev.wadi.connection.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AdaptiveLimitTest {

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(200);

    private final AdaptiveLimit limit = new AdaptiveLimit(new ConcurrencyRange(2, 50), 1_000);

    @Test
    void rises_to_its_maximum_while_attempts_take_as_long_as_ever() {
        busy(500, () -> limit.answered(QUICK));

        assertThat(limit.permits().limit()).isEqualTo(50);
    }

    @Test
    void falls_once_they_take_longer() {
        busy(100, () -> limit.answered(QUICK));
        busy(30, () -> limit.answered(SLOW));

        assertThat(limit.permits().limit()).isLessThan(25);
    }

    @Test
    void falls_for_overload() {
        busy(100, () -> limit.answered(QUICK));
        busy(200, limit::overloaded);

        assertThat(limit.permits().limit()).isEqualTo(2);
    }

    private void busy(int attempts, Runnable end) {
        for (int i = 0; i < 200; i++) {
            limit.permits().take(() -> {});
        }
        for (int i = 0; i < attempts; i++) {
            end.run();
        }
        while (limit.permits().taken() > 0) {
            limit.permits().giveBack();
        }
    }
}
