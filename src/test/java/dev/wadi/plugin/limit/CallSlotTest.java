package dev.wadi.plugin.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSlotTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CallSlot slot = new LimitedCalls(threads, Duration.ofMillis(200)).slot(this);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The slot was let go after its result was told, so that a call right behind another was refused now and then. */
    @Test
    void is_free_once_its_result_is_known() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            int number = i;
            assertThat(slot.callAndWait(() -> number)).isEqualTo(i);
        }
    }

    @Test
    void is_free_after_a_call_that_failed() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> slot.callAndWait(() -> {
                        throw new IllegalStateException("no luck");
                    }))
                    .hasMessage("no luck");
        }
        assertThat(slot.callAndWait(() -> "fine")).isEqualTo("fine");
    }

    @Test
    void is_taken_until_a_method_that_hangs_has_come_back() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        assertThatThrownBy(() -> slot.callAndWait(() -> {
                    while (leave.getCount() > 0) {
                        Thread.onSpinWait(); // an interrupt does not help
                    }
                    return true;
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("it was not done after 200 ms");
        assertThatThrownBy(() -> slot.callAndWait(() -> true)).hasMessage("the call before is not done yet");
        leave.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> slot.callAndWait(() -> true));
    }
}
