package dev.wadi.plugin.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How often the same trouble of the same plugin is logged for all to see: at first, and then once a minute. Thread-safe. */
public final class LogPace {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Whether it is time to log again. */
    public boolean due() {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
