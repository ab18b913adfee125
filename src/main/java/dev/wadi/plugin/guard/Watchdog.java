package dev.wadi.plugin.guard;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few milliseconds at what runs on which thread, and takes it away where it is past its deadline. Has one
 * thread for all of them, and none while nothing runs; keeps neither threads nor what ran on them. Thread-safe.
 */
public final class Watchdog {

    /** How many threads all plugins together may hold past their limits before those that hold any run no more. */
    static final int MAX_ABANDONED = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();
    private static final long STALL_NANOS = 5 * TICK_NANOS;
    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();
    private static final int IDLE_TICKS = 500;

    private final Queue<WeakReference<Slot>> slots = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Slot> own = ThreadLocal.withInitial(this::newSlot);
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicInteger abandoned = new AtomicInteger();

    /** What one thread is in just now. Kept by that thread alone. */
    static final class Slot extends AtomicReference<@Nullable WatchedRun> {

        private static final long serialVersionUID = 1;

        private final transient Thread thread = Thread.currentThread();

        Slot() {
            super(null);
        }
    }

    /** Looks after this thread's run from now on. */
    public void enter(WatchedRun run) {
        Slot slot = own.get();
        run.outer = slot.getPlain();
        slot.setRelease(run);
        if (!awake.getOpaque()) {
            wake();
        }
    }

    /** The run is over, on this thread. */
    public void leave(WatchedRun run) {
        own.get().setRelease(run.outer);
    }

    /**
     * Waits until no thread is in a run of some kind, save those that have lost it. A run that begins meanwhile and is of
     * the kind by what was decided before is waited for as well.
     *
     * @param limit how long to wait
     * @return whether there is none
     */
    public boolean awaitNone(Predicate<WatchedRun> kind, Duration limit) {
        long start = System.nanoTime();
        do {
            LockSupport.parkNanos(this, LOOK_NANOS); // before the first look too: what has just begun shows by then
            if (!isAny(kind)) {
                return true;
            }
        } while (System.nanoTime() - start < limit.toNanos()
                && !Thread.currentThread().isInterrupted());
        return false;
    }

    private boolean isAny(Predicate<WatchedRun> kind) {
        for (WeakReference<Slot> each : slots) {
            Slot slot = each.get();
            for (WatchedRun run = slot == null ? null : slot.getAcquire(); run != null; run = run.outer) {
                if (!run.isTaken() && kind.test(run)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The number of threads that are held past their limits. */
    AtomicInteger abandoned() {
        return abandoned;
    }

    private Slot newSlot() {
        Slot slot = new Slot();
        slots.add(new WeakReference<>(slot));
        return slot;
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                Thread.ofPlatform().daemon().name("wadi-watchdog").start(this::watch);
            } catch (OutOfMemoryError e) {
                awake.set(false);
                LOG.error("There can be no further thread: plugins run without a time limit", e);
            }
        }
    }

    private void watch() {
        boolean ended = false;
        try {
            lookUntilIdle();
            ended = true;
        } finally {
            if (!ended) {
                awake.set(false); // the next run has it begin anew
            }
        }
    }

    private void lookUntilIdle() {
        boolean judges = true;
        long last = System.nanoTime();
        for (int idle = 0; idle < IDLE_TICKS || !sleeps(); idle++) {
            LockSupport.parkNanos(this, TICK_NANOS);
            long now = System.nanoTime();
            // After a pause of the whole machine nobody has had his time: they get another tick.
            judges = now - last < STALL_NANOS || !judges;
            if (look(now, judges)) {
                idle = 0;
            }
            last = System.nanoTime();
        }
    }

    /** Whether this thread ends. What began while it was about to is seen here, if not by who began it. */
    private boolean sleeps() {
        awake.set(false);
        LockSupport.parkNanos(this, TICK_NANOS);
        return !look(System.nanoTime(), false) || !awake.compareAndSet(false, true);
    }

    /** Looks at all threads; true if anything runs on them. */
    private boolean look(long now, boolean judges) {
        boolean busy = false;
        for (Iterator<WeakReference<Slot>> all = slots.iterator(); all.hasNext(); ) {
            Slot slot = all.next().get();
            if (slot == null) {
                all.remove();
                continue;
            }
            for (WatchedRun run = slot.getAcquire(); run != null; run = run.outer) {
                busy = true;
                if (judges) {
                    run.takeIfPast(now, slot.thread);
                }
            }
        }
        return busy;
    }
}
