package dev.wadi.connection.limit;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore that blocks nobody: who finds no permit is called back, in turn, by whoever gives one back. The number of
 * permits may change at any time. Thread-safe.
 */
public final class Permits {

    private final int maxWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int limit;
    private int taken;
    private boolean handing;

    /**
     * Makes permits.
     *
     * @param limit how many there are
     * @param maxWaiting how many may wait for one
     */
    public Permits(int limit, int maxWaiting) {
        this.limit = limit;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Takes a permit, now or once there is one.
     *
     * @param task runs with the permit, which it must give back: at once on this thread, or later on another one
     * @return whether it runs or will; false if too many wait already
     */
    public boolean take(Runnable task) {
        synchronized (this) {
            if (taken >= limit) {
                return waiting.size() < maxWaiting && waiting.add(task);
            }
            taken++;
        }
        task.run();
        return true;
    }

    /** Gives a permit back, to the next who waits. */
    public void giveBack() {
        synchronized (this) {
            taken--;
        }
        handOut();
    }

    /** Changes how many there are; those that are taken stay so. */
    public void limit(int newLimit) {
        synchronized (this) {
            limit = newLimit;
        }
        handOut();
    }

    /** One at a time: who gives back at once what was just handed out, thousands in a row, must not go ever deeper. */
    private void handOut() {
        synchronized (this) {
            if (handing) {
                return;
            }
            handing = true;
        }
        try {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        } catch (RuntimeException | Error e) {
            stopHanding();
            throw e;
        }
    }

    /** Whoever gives back after it found none starts anew. */
    private synchronized @Nullable Runnable next() {
        Runnable next = taken < limit ? waiting.poll() : null;
        if (next != null) {
            taken++;
        } else {
            handing = false;
        }
        return next;
    }

    private synchronized void stopHanding() {
        handing = false;
    }

    /** How many are taken. */
    public synchronized int taken() {
        return taken;
    }

    /** How many wait for one. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** How many there are. */
    public synchronized int limit() {
        return limit;
    }
}
