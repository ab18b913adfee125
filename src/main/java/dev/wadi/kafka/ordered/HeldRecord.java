package dev.wadi.kafka.ordered;

import dev.wadi.record.Hold;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A record as far as it is held: open until the last hold is released, and terminal from then on. Thread-safe. */
abstract sealed class HeldRecord implements RecordHandle permits ConsumedRecord {

    /** One hold that keeps the record open, in the lower half of {@link #holds}. */
    private static final long OPEN = 1L;

    /** One hold that keeps the key waiting too, in the upper half. */
    private static final long KEY = 1L << 32;

    private static final AtomicLongFieldUpdater<HeldRecord> HOLDS =
            AtomicLongFieldUpdater.newUpdater(HeldRecord.class, "holds");
    private static final AtomicReferenceFieldUpdater<HeldRecord, Outcome> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(HeldRecord.class, Outcome.class, "outcome");
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private volatile long holds;
    private volatile @Nullable Outcome outcome;
    private volatile boolean terminal;

    /** The last hold was released; the record is not terminal yet. */
    abstract void ended(Outcome with);

    /** The record is terminal. */
    abstract void terminal();

    /** Nobody keeps the key waiting any more. */
    abstract void keyFree();

    /** The consumer's own hold, for as long as the exchange is on the way. */
    void holdForExchange() {
        HOLDS.addAndGet(this, KEY | OPEN);
    }

    void releaseExchange() {
        release(KEY | OPEN);
    }

    @Override
    public Hold hold() {
        return take(KEY | OPEN);
    }

    @Override
    public Hold holdOpen() {
        return take(OPEN);
    }

    /** Once its key is free, a record can only be kept open: the later records of the key are on their way already. */
    private Hold take(long wanted) {
        long taken;
        long now;
        do {
            now = holds;
            if (now == 0) {
                throw new IllegalStateException("the record " + this + " is terminal already");
            }
            taken = now < KEY ? OPEN : wanted;
        } while (!HOLDS.compareAndSet(this, now, now + taken));
        long kind = taken;
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.compareAndSet(true, false)) {
                release(kind);
            }
        };
    }

    private void release(long kind) {
        long left = HOLDS.addAndGet(this, -kind);
        if (left == 0) {
            Outcome reached = outcome;
            ended(reached == null ? DELIVERED : reached);
            terminal = true;
            terminal();
        }
        boolean lastForKey = kind != OPEN && left < KEY;
        if (lastForKey) {
            keyFree();
        }
    }

    @Override
    public void settle(Outcome settled) {
        if (terminal) {
            throw new IllegalStateException("the record " + this + " is terminal already");
        }
        OUTCOME.accumulateAndGet(this, settled, (now, given) -> now == null ? given : now.or(given));
    }

    public boolean isTerminal() {
        return terminal;
    }
}
