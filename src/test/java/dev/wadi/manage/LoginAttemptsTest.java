package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LoginAttemptsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LoginAttempts attempts = new LoginAttempts(nanos::get);

    @Test
    void makes_only_the_address_that_failed_too_often_wait() {
        fail(LoginAttempts.ALLOWED_FAILURES - 1);
        assertThat(attempts.mustWait("a")).isFalse();
        fail(1);
        assertThat(attempts.mustWait("a")).isTrue();
        assertThat(attempts.mustWait("b")).isFalse();
    }

    @Test
    void lets_it_try_again_after_the_wait() {
        fail(LoginAttempts.ALLOWED_FAILURES);
        nanos.addAndGet(LoginAttempts.WAIT.toNanos());
        assertThat(attempts.mustWait("a")).isFalse();
    }

    @Test
    void forgets_the_failures_after_a_success() {
        fail(LoginAttempts.ALLOWED_FAILURES - 1);
        attempts.succeeded("a");
        fail(1);
        assertThat(attempts.mustWait("a")).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed("a");
        }
    }
}
