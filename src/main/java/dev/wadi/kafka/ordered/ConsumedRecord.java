package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One record on its way: ledger entry, member of its key's queue, the exchange's callback, and the handle. */
final class ConsumedRecord implements RecordHandle, OffsetLedger.Entry, AsyncCallback {

    /** One hold that keeps the record open, in the lower half of {@link #holds}. */
    private static final long OPEN = 1L;

    /** One hold that keeps the key waiting too, in the upper half. */
    private static final long KEY = 1L << 32;

    private static final AtomicLongFieldUpdater<ConsumedRecord> HOLDS =
            AtomicLongFieldUpdater.newUpdater(ConsumedRecord.class, "holds");
    private static final AtomicReferenceFieldUpdater<ConsumedRecord, Outcome> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(ConsumedRecord.class, Outcome.class, "outcome");

    private final SourceRecord source;
    private final OffsetLedger ledger;
    private final Shard shard;
    private final ConsumerContext context;

    private volatile long holds;
    private volatile @Nullable Outcome outcome;
    private volatile boolean terminal;

    /** Whether the shard's thread is in a step of the record's route just now. */
    volatile boolean inRoute;

    // Of the shard's thread alone:
    @Nullable
    KeyQueue queue;

    @Nullable
    Exchange exchange;

    boolean begun;
    int deferrals;

    ConsumedRecord(SourceRecord source, OffsetLedger ledger, Shard shard, ConsumerContext context) {
        this.source = source;
        this.ledger = ledger;
        this.shard = shard;
        this.context = context;
    }

    OffsetLedger ledger() {
        return ledger;
    }

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
                throw new IllegalStateException("the record " + source.place() + " is terminal already");
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
            end();
        }
        boolean lastForKey = kind != OPEN && left < KEY;
        if (lastForKey) {
            shard.keyFree(this);
        }
    }

    private void end() {
        Outcome reached = outcome;
        context.ended(this, reached == null ? new Outcome.Delivered() : reached);
        terminal = true;
        ledger.end();
    }

    @Override
    public void settle(Outcome settled) {
        requireOpen();
        OUTCOME.accumulateAndGet(this, settled, (now, given) -> now == null ? given : now.or(given));
    }

    private void requireOpen() {
        if (terminal) {
            throw new IllegalStateException("the record " + source.place() + " is terminal already");
        }
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public long offset() {
        return source.offset();
    }

    @Override
    public SourceRecord source() {
        return source;
    }

    @Override
    public Origin origin() {
        return source.place();
    }

    @Override
    public String consumer() {
        return context.consumer();
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return context.deadLetterTarget();
    }

    /**
     * On the shard's thread, unless that is in the middle of this very record: a step that waits for an asynchronous one
     * (as the {@code circuitBreaker} step does) would wait for ever.
     */
    @Override
    public void execute(Runnable step) {
        if (inRoute) {
            context.aside().execute(step);
        } else {
            shard.execute(this, step);
        }
    }

    /** The exchange is through its route; on any thread. */
    @Override
    public void done(boolean doneSync) {
        shard.exchangeDone(this);
    }

    @Override
    public String toString() {
        return source.place().toString();
    }
}
