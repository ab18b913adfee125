package dev.wadi.plugin.guard;

import dev.wadi.record.RecordThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's way through pieces of foreign code, each of which is either ended by the thread itself or, past its
 * deadline, taken from it by the {@link Watchdog}: exactly one of the two happens. After the second the run is over, and
 * what is left to do is somebody else's.
 */
public abstract class WatchedRun {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedRun.class);
    private static final VarHandle STATE;
    private static final long HANDING_ON_NANOS = 20_000;
    private static final String HELD = " held by ";

    // A piece's number stands in the bits above these, so that no piece is mistaken for a later one.
    private static final int PHASE_BITS = 2;
    private static final int PHASE = (1 << PHASE_BITS) - 1;
    private static final int OUTSIDE = 0;
    private static final int RUNNING = 1;
    private static final int TAKEN = 2;
    private static final int HANDED_ON = 3;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(WatchedRun.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through STATE
    private int state;

    private long deadlineNanos;
    private String threadName = "";

    /** The run that this one is within, on the same thread. Constant while the watchdog sees this one. */
    @Nullable
    WatchedRun outer;

    /** Enters a piece of foreign code, and publishes all that this thread has written. */
    protected final void begin(int piece, long deadline) {
        deadlineNanos = deadline;
        STATE.setRelease(this, piece << PHASE_BITS | RUNNING);
    }

    /**
     * Comes back from a piece of foreign code.
     *
     * @return false if it was taken from this thread, which must leave alone what is somebody else's now. The thread
     *     isn't interrupted any more, and has its name back
     */
    protected final boolean end(int piece) {
        int running = piece << PHASE_BITS | RUNNING;
        if (STATE.compareAndSet(this, running, OUTSIDE)) {
            return true;
        }
        while (((int) STATE.getAcquire(this) & PHASE) != HANDED_ON) {
            LockSupport.parkNanos(this, HANDING_ON_NANOS); // it is about to be interrupted, and must not be later
        }
        var unused = Thread.interrupted();
        Thread.currentThread().setName(threadName);
        return false;
    }

    /** Whether what its thread was in was taken from it, so that nothing comes of it any more. */
    final boolean isTaken() {
        return ((int) STATE.getAcquire(this) & PHASE) >= TAKEN;
    }

    /** On the watchdog's thread: takes what is past its deadline from the thread, and hands on what is left to do. */
    final void takeIfPast(long now, Thread thread) {
        int seen = (int) STATE.getAcquire(this);
        int piece = seen >>> PHASE_BITS;
        if ((seen & PHASE) != RUNNING
                || now - deadlineNanos < 0
                || !STATE.compareAndSet(this, seen, piece << PHASE_BITS | TAKEN)) {
            return;
        }
        try {
            replace(thread, taken(piece));
        } catch (Throwable e) { // even where there can be no further thread
            LOG.error("A fault of Wadi's own while a thread was replaced; its message goes on nevertheless", e);
        } finally {
            thread.interrupt(); // while it can't be anywhere else yet
            STATE.setRelease(this, piece << PHASE_BITS | HANDED_ON);
        }
        try {
            goOn(piece);
        } catch (Throwable e) {
            LOG.error("A fault of Wadi's own: what a plugin ran for has to wait until a restart", e);
        }
    }

    private void replace(Thread thread, String holder) {
        String name = thread.getName();
        int held = name.indexOf(HELD);
        threadName = held < 0 ? name : name.substring(0, held);
        if (thread instanceof RecordThread ofRecords) {
            ofRecords.replace();
        }
        thread.setName(threadName + HELD + holder);
    }

    /**
     * A piece was taken from its thread, which can't come back before this method has. On the watchdog's thread: must be
     * quick.
     *
     * @return what holds the thread now, for thread dumps
     */
    protected abstract String taken(int piece);

    /** Starts what is left to do after a piece that was taken, on another thread. On the watchdog's: must be quick. */
    protected abstract void goOn(int piece);
}
