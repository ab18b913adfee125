package dev.wadi.kafka.ordered;

import dev.wadi.record.RecordThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that works for a shard. Where code in a record's route does not come back to it, another one takes its
 * place, and the one that is held has lost the shard: it may take its record further along the route, and ends.
 */
final class ShardThread {

    private static final Logger LOG = LoggerFactory.getLogger(ShardThread.class);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Runnable turn;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Worker worker;
    private volatile boolean parked;
    private volatile boolean closed;
    private volatile @Nullable String fault;

    /**
     * Makes it, not started.
     *
     * @param turn the shard's work, done over and over; comes to {@link #park} each time
     */
    ShardThread(String name, Runnable turn) {
        this.name = name;
        this.turn = turn;
        this.worker = new Worker();
    }

    void start() {
        worker.start();
    }

    boolean isAlive() {
        return worker.getState() != Thread.State.TERMINATED; // one that takes another's place may not run yet
    }

    /** What went wrong in the shard's own work, or null. */
    @Nullable
    String fault() {
        return fault;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether this thread has the shard now. */
    boolean is(Thread other) {
        return other == worker;
    }

    /** There is something to do; from any thread. */
    void wake() {
        if (parked && Thread.currentThread() != worker) {
            LockSupport.unpark(worker);
        }
    }

    /**
     * Waits until somebody wakes it.
     *
     * @param idleNanos how long there is nothing to do otherwise; 0 if there is something now
     */
    void park(LongSupplier idleNanos) {
        var unused = Thread.interrupted(); // what a plugin has left behind would keep it awake
        parked = true;
        long wait = closed ? 0 : idleNanos.getAsLong();
        if (wait == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (wait > 0) {
            LockSupport.parkNanos(this, wait);
        }
        parked = false;
    }

    /** This thread enters a record's route: only there can it be replaced. */
    static void enterRoute() {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.inRoute = true;
        }
    }

    /**
     * This thread is back from a record's route.
     *
     * @throws Replaced if the shard is another thread's by now, and nothing of it may be touched
     */
    static void leaveRoute() {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.inRoute = false;
            if (worker.replaced) {
                throw new Replaced();
            }
        }
    }

    void stop() throws InterruptedException {
        closed = true;
        LockSupport.unpark(worker);
        var unused = ended.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work(Worker working) {
        while (!closed) {
            try {
                turn.run();
            } catch (RuntimeException | Error e) {
                if (working.replaced) {
                    return;
                }
                working.inRoute = false;
                // The record stays open, so nothing is lost; but its key waits until a restart.
                LOG.error("{}: a fault of Wadi's own", name, e);
                fault = "a fault of Wadi's own, after which records may wait until a restart: " + e;
            }
        }
        ended.countDown();
    }

    private synchronized void replace(Worker held) {
        if (held != worker || !held.inRoute) {
            return; // was replaced before, or would come back to where the shard's state is
        }
        Worker next = new Worker();
        held.replaced = true;
        worker = next; // before it starts: it may park, and whoever wakes it must know it
        try {
            next.start();
        } catch (OutOfMemoryError e) { // no further thread can be had: the one that is held goes on once it is let go
            worker = held;
            held.replaced = false;
            throw e;
        }
    }

    /** A thread that has the shard, or had it. */
    private final class Worker extends RecordThread {

        private volatile boolean replaced;
        private boolean inRoute; // of its own; whoever replaces it has held it back before

        Worker() {
            super(name);
            setDaemon(true); // one that was replaced may never end
        }

        @Override
        public void run() {
            work(this);
        }

        @Override
        public void replace() {
            ShardThread.this.replace(this);
        }
    }

    /** Takes a thread that was replaced out of everything that is its successor's now. */
    private static final class Replaced extends RuntimeException {

        private static final long serialVersionUID = 1;

        Replaced() {
            super("another thread goes on", null, false, false);
        }
    }
}
