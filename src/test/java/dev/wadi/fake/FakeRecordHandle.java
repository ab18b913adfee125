package dev.wadi.fake;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.RetryTarget;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A record whose holds can be counted. It is held by its consumer until {@link #exchangeEnds}. */
public final class FakeRecordHandle implements RecordHandle {

    private final String consumer;
    private final SourceRecord source;
    private @Nullable RetryTarget retry;
    private int holds = 1;
    private Outcome outcome = new Outcome.Delivered();

    public FakeRecordHandle(String consumer, String topic, long offset, String value) {
        this.consumer = consumer;
        this.source = new SourceRecord(topic, 0, offset, 0, utf8("key"), utf8(value), List.of());
    }

    /** A record of the route {@code claimx-enrich}. */
    public static FakeRecordHandle at(long offset) {
        return new FakeRecordHandle("claimx-enrich", "claimx.enrichment.pending", offset, "{}");
    }

    /** It may be tried again later. */
    public void leaveRetries() {
        retry = new RetryTarget(source.topic() + ".retry.5m", Duration.ofMinutes(5));
    }

    @Override
    public Optional<RetryTarget> nextRetry() {
        return Optional.ofNullable(retry);
    }

    /** The consumer lets go. */
    public synchronized void exchangeEnds() {
        holds--;
    }

    /** How often it is held, its consumer included. */
    public synchronized int holds() {
        return holds;
    }

    /** How it ended, once nobody holds it. */
    public synchronized Optional<Outcome> terminal() {
        return holds == 0 ? Optional.of(outcome) : Optional.empty();
    }

    /** What it was settled to by now. */
    public synchronized Outcome outcome() {
        return outcome;
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
        return consumer;
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return new DeadLetterTarget(source.topic() + ".dlq", DeadLetterTarget.Form.ORIGINAL);
    }

    @Override
    public synchronized Hold hold() {
        if (holds == 0) {
            throw new IllegalStateException("the record is terminal");
        }
        holds++;
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                exchangeEnds();
            }
        };
    }

    @Override
    public Hold holdOpen() {
        return hold();
    }

    @Override
    public synchronized void settle(Outcome next) {
        if (holds == 0) {
            throw new IllegalStateException("the record is terminal");
        }
        outcome = outcome.or(next);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void execute(Runnable step) {
        step.run();
    }
}
