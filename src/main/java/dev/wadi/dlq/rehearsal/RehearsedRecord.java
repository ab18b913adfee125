package dev.wadi.dlq.rehearsal;

import dev.wadi.dlq.letter.Letter;
import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.History;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A dead record as its consumer would take it up after a replay. It goes to no retry topic: it fails at once. */
public final class RehearsedRecord implements RecordHandle {

    private static final Executor STEPS = Executors.newVirtualThreadPerTaskExecutor();

    private final Letter letter;
    private final SourceRecord source;
    private final AtomicInteger holds = new AtomicInteger(1);
    private final AtomicReference<Outcome> outcome = new AtomicReference<>(new Outcome.Delivered());
    private final AtomicReference<@Nullable String> waitsFor = new AtomicReference<>();
    private volatile Runnable flush = () -> {};
    private final CompletableFuture<Outcome> terminal = new CompletableFuture<>();

    public RehearsedRecord(Letter letter) {
        this.letter = letter;
        SourceRecord dead = letter.source();
        this.source = new SourceRecord(
                letter.topic(),
                dead.partition(),
                dead.offset(),
                dead.timestamp(),
                dead.key(),
                letter.original(),
                letter.foreignHeaders());
    }

    /** The consumer lets go. */
    public void exchangeEnds() {
        release();
        flush.run();
    }

    /** How it ended; empty if it did not in that time. */
    public Optional<Outcome> await(long seconds) {
        return terminal.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), seconds, TimeUnit.SECONDS)
                .join();
    }

    /** What it waits for, if nothing could be done for it now. */
    public Optional<String> waitsFor() {
        return Optional.ofNullable(waitsFor.get());
    }

    @Override
    public SourceRecord source() {
        return source;
    }

    @Override
    public Origin origin() {
        return letter.origin();
    }

    @Override
    public History history() {
        History before = letter.history();
        return new History(0, before.attempts(), before.replays() + 1, letter.firstFailedAt());
    }

    @Override
    public String consumer() {
        return letter.consumer();
    }

    @Override
    public String group() {
        return letter.group();
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return new DeadLetterTarget(letter.source().topic(), DeadLetterTarget.Form.ORIGINAL);
    }

    /** Nothing else will come: the batch that it is in goes out with it alone. */
    @Override
    public void waitsForOthers(Runnable toFlush) {
        flush = toFlush;
    }

    @Override
    public boolean admitsDeadLetter(FailureFamily family, String cause) {
        return true;
    }

    @Override
    public void postpone(FailureFamily family, @Nullable String connection, String reason) {
        waitsFor.set(reason);
    }

    @Override
    public void execute(Runnable step) {
        STEPS.execute(step);
    }

    @Override
    public Hold hold() {
        holds.incrementAndGet();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.compareAndSet(true, false)) {
                release();
            }
        };
    }

    @Override
    public Hold holdOpen() {
        return hold();
    }

    private void release() {
        if (holds.decrementAndGet() == 0) {
            terminal.complete(outcome.get());
        }
    }

    @Override
    public void settle(Outcome settled) {
        outcome.accumulateAndGet(settled, Outcome::or);
    }
}
