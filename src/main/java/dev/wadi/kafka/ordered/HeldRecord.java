package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.Hold;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.RetryTarget;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
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

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<HeldRecord, CompletableFuture> SETTLING =
            AtomicReferenceFieldUpdater.newUpdater(HeldRecord.class, CompletableFuture.class, "settling");

    private static final AtomicReferenceFieldUpdater<HeldRecord, Trial> TRIAL =
            AtomicReferenceFieldUpdater.newUpdater(HeldRecord.class, Trial.class, "trial");

    private static final Outcome DELIVERED = new Outcome.Delivered();

    private volatile long holds;
    private volatile @Nullable Outcome outcome;
    private volatile boolean terminal;
    private volatile @Nullable Trial trial;
    private volatile boolean waits;

    /** The fate that is under way, or done. */
    volatile @Nullable CompletableFuture<Void> settling;

    /** The connections that were called for it; ordered by the holds. */
    private long called;

    /** What it has in common with the consumer's other records. */
    final ConsumerContext context;

    /** Whether that which comes before the key is free has begun; ordered by the holds. */
    private boolean keyLeft;

    /** The offset of the mark that it was put aside with; -1 if it was not. */
    private volatile long mark = -1;

    /** The last hold was released; the record is not terminal yet. */
    abstract void ended(Outcome with);

    /** The ledger of its partition. */
    abstract OffsetLedger ledger();

    /** Nobody keeps the key waiting any more. */
    abstract void keyFree();

    HeldRecord(ConsumerContext context) {
        this.context = context;
    }

    @Override
    public void calls(String connection) {
        called |= context.connections().bit(connection);
    }

    /** The connections that were called for it. */
    long called() {
        return called;
    }

    /** It is put aside, and the later records of its key stay behind it. */
    void marked(long offset) {
        mark = offset;
    }

    @Override
    public OptionalLong mark() {
        return mark < 0 ? OptionalLong.empty() : OptionalLong.of(mark);
    }

    @Override
    public CompletionStage<Void> leaves(DeadLetter letter, Optional<RetryTarget> retry) {
        return context.held().leaves(this, letter, retry);
    }

    /** It is begun, or runs again, to find something out. */
    void tries(@Nullable Trial trying) {
        trial = trying;
    }

    @Nullable
    Trial trial() {
        return trial;
    }

    /** That was found out, if it was begun for it; only the first time that it is said. */
    void endTrial(Trial.Result result) {
        if (trial != null) {
            Trial ended = TRIAL.getAndSet(this, null);
            if (ended != null) {
                ended.ended(result, called);
            }
        }
    }

    /** The consumer's own hold, for as long as the exchange is on the way. */
    void holdForExchange() {
        HOLDS.addAndGet(this, KEY | OPEN);
    }

    /**
     * The same for a record that somebody has kept open until now.
     *
     * @return whether its key was waiting for it all the time
     */
    boolean holdAgain() {
        return HOLDS.getAndAdd(this, KEY | OPEN) >= KEY;
    }

    /** One fate for each run of the route, however many parts of the exchange failed. */
    @Override
    public CompletionStage<Void> settleOnce(Supplier<CompletionStage<Void>> fate) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        if (!SETTLING.compareAndSet(this, null, mine)) {
            CompletableFuture<Void> first = settling;
            return first == null ? mine : first;
        }
        fate.get().whenComplete((done, stopping) -> {
            if (stopping == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(stopping);
            }
        });
        return mine;
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
        long now;
        long left;
        do {
            now = holds;
            left = now - kind;
            if (kind != OPEN && left < KEY && !keyLeft) {
                keyLeft = true;
                CompletionStage<?> first = context.held().ends(this);
                if (first != null) {
                    var unused = first.thenRun(() -> release(kind)); // unless we stop before: then it stays open
                    return;
                }
            }
        } while (!HOLDS.compareAndSet(this, now, left));
        try {
            if (left == 0) {
                end();
            }
        } finally {
            boolean lastForKey = kind != OPEN && left < KEY;
            if (lastForKey) {
                keyFree();
            }
        }
    }

    /** Whoever hears of it may throw: the record has ended all the same. */
    private void end() {
        Outcome settled = outcome;
        Outcome reached = settled == null ? DELIVERED : settled;
        try {
            ended(reached);
        } finally {
            terminal = true;
            endTrial(Trial.Result.of(reached));
            ledger().end();
        }
    }

    @Override
    public void settle(Outcome settled) {
        if (terminal) {
            throw new IllegalStateException("the record " + this + " is terminal already");
        }
        OUTCOME.accumulateAndGet(this, settled, (now, given) -> now == null ? given : now.or(given));
    }

    @Override
    public void waitsForOthers(Runnable flush) {
        waits = true;
        ledger().flushBy(flush);
    }

    /** Whether it waits for others since its route was begun, as a member of a batch that fills. */
    boolean hasToBeFlushed() {
        return waits;
    }

    /** Before its route is begun. */
    void waitsForNobody() {
        waits = false;
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }
}
