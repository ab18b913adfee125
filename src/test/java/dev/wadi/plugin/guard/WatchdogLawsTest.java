package dev.wadi.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many threads in pieces that end just about when they are taken. */
class WatchdogLawsTest {

    private static final int THREADS = 16;
    private static final int RUNS = 60;
    private static final int PIECES = 5;
    private static final long LIMIT_NANOS = Duration.ofMillis(10).toNanos();

    private final Watchdog watchdog = new Watchdog();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger interruptedLater = new AtomicInteger();
    private final AtomicInteger both = new AtomicInteger();
    private final AtomicInteger neither = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger unnamed = new AtomicInteger();

    /** A run whose hand-over can be counted. */
    private final class Counted extends WatchedRun {

        private final AtomicInteger[] taken = new AtomicInteger[PIECES];

        Counted() {
            for (int i = 0; i < PIECES; i++) {
                taken[i] = new AtomicInteger();
            }
        }

        @Override
        protected String taken(int piece) {
            taken[piece].incrementAndGet();
            return "a test";
        }

        @Override
        protected void goOn(int piece) {}

        void run() {
            watchdog.enter(this);
            try {
                for (int piece = 0; piece < PIECES; piece++) {
                    begin(piece, System.nanoTime() + LIMIT_NANOS);
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * LIMIT_NANOS));
                    boolean own = end(piece);
                    judge(own, taken[piece].get());
                    if (!own) {
                        return;
                    }
                }
            } finally {
                watchdog.leave(this);
            }
        }
    }

    private void judge(boolean own, int taken) {
        (own ? ended : lost).incrementAndGet();
        if (own && taken > 0) {
            both.incrementAndGet();
        }
        if (!own && taken != 1) {
            neither.incrementAndGet();
        }
        if (Thread.currentThread().isInterrupted()) {
            interruptedLater.incrementAndGet();
        }
        if (Thread.currentThread().getName().contains("held by")) {
            unnamed.incrementAndGet();
        }
    }

    @Test
    void each_piece_is_either_ended_or_taken_and_no_interrupt_hits_what_comes_later() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS * RUNS; i++) {
                all.add(threads.submit(() -> new Counted().run()));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(ended.get()).isPositive();
        assertThat(lost.get()).isPositive();
        assertThat(both).hasValue(0);
        assertThat(neither).hasValue(0);
        assertThat(interruptedLater).hasValue(0);
        assertThat(unnamed).hasValue(0);
    }
}
