package dev.wadi.kafka.ordered;

import dev.wadi.record.CausePattern;
import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.History;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RetryTarget;
import dev.wadi.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/** One record on its way: ledger entry, callback, and handle. The first of a batch stands for all in its shard. */
final class ConsumedRecord extends HeldRecord implements OffsetLedger.Entry, AsyncCallback, Synchronization {

    private static final AtomicIntegerFieldUpdater<ConsumedRecord> SIGNALS =
            AtomicIntegerFieldUpdater.newUpdater(ConsumedRecord.class, "signals");
    private static final AtomicReferenceFieldUpdater<ConsumedRecord, Pause.Reason> POSTPONED =
            AtomicReferenceFieldUpdater.newUpdater(ConsumedRecord.class, Pause.Reason.class, "postponed");
    private static final Pause.Reason ENDED = new Pause.Reason(Pause.Cause.CIRCUIT, null, "the exchange has ended");
    private static final Pause.Reason AGAIN = new Pause.Reason(Pause.Cause.CIRCUIT, null, "it is to run again");

    private final long offset;
    private final @Nullable Object key;
    private final OffsetLedger ledger;
    private final Shard shard;

    /** The bytes; null once the record is terminal, for it may stay in the ledger long behind an open one. */
    private volatile @Nullable SourceRecord source;

    volatile @Nullable Thread inRoute; // the shard's thread while it is in a step of its route

    /** Why it can't be finished now, if a step says so; {@link #ENDED} after its exchange, {@link #AGAIN} if it will run. */
    private volatile Pause.@Nullable Reason postponed;

    private volatile boolean singly;
    private volatile @Nullable Exception failure;

    @SuppressWarnings("UnusedVariable") // read through SIGNALS
    private volatile int signals;

    // Of the shard's thread alone:
    @Nullable
    KeyQueue queue;

    @Nullable
    Exchange exchange;

    /** The first record of the batch that it belongs to; itself if it runs alone. */
    private ConsumedRecord leader = this;

    /** Of the first record of a batch: all its members, itself included. */
    List<ConsumedRecord> members = List.of();

    boolean begun;
    final long arrivedNanos;

    ConsumedRecord(
            SourceRecord source, @Nullable Object key, OffsetLedger ledger, Shard shard, ConsumerContext context) {
        super(context);
        this.source = source;
        this.offset = source.offset();
        this.key = key;
        this.ledger = ledger;
        this.shard = shard;
        this.arrivedNanos = System.nanoTime();
    }

    /** What its followers are found by; null if it has none. */
    @Nullable
    Object key() {
        return key;
    }

    @Override
    OffsetLedger ledger() {
        return ledger;
    }

    /** How many records it stands for in its shard. */
    int size() {
        return members.isEmpty() ? 1 : members.size();
    }

    /** Makes it the first of a batch. */
    void lead(List<ConsumedRecord> batch) {
        members = batch;
        batch.forEach(member -> member.leader = this);
    }

    /** Those it stands for. */
    List<ConsumedRecord> all() {
        return members.isEmpty() ? List.of(this) : members;
    }

    /** The members, for which it stands no longer. */
    List<ConsumedRecord> takeMembers() {
        List<ConsumedRecord> taken = members;
        members = List.of();
        singly = false;
        return taken;
    }

    boolean runsSingly() {
        return singly;
    }

    @Override
    void ended(Outcome outcome) {
        try {
            context.ended(this, outcome);
        } finally {
            drop();
        }
    }

    @Override
    void keyFree() {
        shard.keyFree(this);
    }

    /** Lets go of the bytes. */
    void drop() {
        SourceRecord held = source;
        source = null;
        if (held != null) {
            context.backlog().dropped(held);
        }
    }

    @Override
    public long offset() {
        return offset;
    }

    /** Without its bytes and headers once it is terminal. */
    @Override
    public SourceRecord source() {
        SourceRecord held = source;
        return held != null
                ? held
                : new SourceRecord(
                        ledger.partition().topic(), ledger.partition().partition(), offset, 0, null, null, List.of());
    }

    @Override
    public Origin origin() {
        return context.topics().origin(source());
    }

    @Override
    public History history() {
        SourceRecord held = source();
        return context.topics().isSide(held.topic()) ? History.of(held) : History.NONE;
    }

    @Override
    public String consumer() {
        return context.consumer();
    }

    @Override
    public String group() {
        return context.group();
    }

    @Override
    public String topic() {
        return context.topics().base();
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return context.deadLetterTarget();
    }

    @Override
    public Optional<RetryTarget> nextRetry() {
        return context.topics().retry(history().retries());
    }

    @Override
    public boolean runBatchSingly() {
        if (leader.members.size() < 2 || leader.hasExchangeEnded()) {
            return false;
        }
        leader.singly = true;
        return true;
    }

    @Override
    public boolean admitsDeadLetter(FailureFamily family, String cause) {
        return context.flood().admits(family.label() + ": " + CausePattern.of(cause));
    }

    @Override
    public void postpone(FailureFamily family, @Nullable String connection, String reason) {
        Pause.Reason because = Pause.Reason.of(family, connection, reason);
        if (!POSTPONED.compareAndSet(this, null, because) && POSTPONED.compareAndSet(this, ENDED, AGAIN)) {
            shard.again(this, because, holdAgain()); // somebody has kept it open until now
        }
    }

    /**
     * On the shard's thread, unless that is in the middle of this very record, or of one that it was gathered with: a step
     * that waits for an asynchronous one (as the {@code circuitBreaker} step does) would wait for ever.
     */
    @Override
    public void execute(Runnable step) {
        Thread in = leader.inRoute; // if that has lost the shard, its successor is not in the middle of it
        if ((in != null && shard.isOwnedBy(in)) || leader.hasExchangeEnded()) {
            context.aside().execute(step);
        } else {
            shard.execute(leader, step);
        }
    }

    /** The exchange is through its route; on any thread. */
    @Override
    public void done(boolean doneSync) {
        signal();
    }

    /** Nobody works on for the exchange, or for a copy that took over its completion, as {@code seda:} does. */
    @Override
    public void onComplete(Exchange completed) {
        signal();
    }

    @Override
    public void onFailure(Exchange completed) {
        failure = completed.getException();
        signal();
    }

    private void signal() {
        if (SIGNALS.incrementAndGet(this) == 2) {
            shard.exchangeDone(this);
        }
    }

    private boolean hasExchangeEnded() {
        Pause.Reason now = postponed;
        return ENDED.equals(now) || AGAIN.equals(now);
    }

    void standAlone() {
        leader = this;
        members = List.of();
    }

    /** Runs some members of its batch by themselves. On the shard's thread. */
    void runApart(List<ConsumedRecord> apart) {
        shard.runApart(this, apart);
    }

    /** What it has to wait for, if a step has said so; it may have to anyway. From now on its exchange has ended. */
    Pause.@Nullable Reason endExchange(boolean waits) {
        return POSTPONED.getAndUpdate(this, asked -> waits || asked != null ? AGAIN : ENDED);
    }

    /** Before the exchange that it belongs to is given to the route. */
    void beginExchange() {
        waitsForNobody();
        postponed = null;
        settling = null;
    }

    /** Before the exchange is given to the route. */
    void starts(Exchange starting) {
        exchange = starting;
        failure = null;
        signals = 0;
        inRoute = Thread.currentThread();
    }

    /** What the exchange failed with, or the copy that went on for it. */
    @Nullable
    Exception failure() {
        Exception late = failure;
        return late != null || exchange == null ? late : exchange.getException();
    }

    @Override
    public String toString() {
        return source().place().toString();
    }
}
