package dev.wadi.connection.component;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A record that counts its holds and remembers its outcome. */
public final class OpenRecord implements RecordHandle {

    private final Origin origin;
    private final AtomicInteger holds = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();
    private Outcome outcome = new Outcome.Delivered();

    public OpenRecord(long offset) {
        this.origin = new Origin("t", 0, offset);
    }

    public int holds() {
        return holds.get();
    }

    public synchronized Outcome outcome() {
        return outcome;
    }

    @Override
    public SourceRecord source() {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        return new SourceRecord(origin.topic(), 0, origin.offset(), 0, bytes, bytes, List.of());
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public String consumer() {
        return "test";
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return new DeadLetterTarget("t.dlq", DeadLetterTarget.Form.ORIGINAL);
    }

    @Override
    public Hold hold() {
        throw new UnsupportedOperationException("a batch must not keep the key waiting");
    }

    @Override
    public Hold holdOpen() {
        holds.incrementAndGet();
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.compareAndSet(true, false)) {
                holds.decrementAndGet();
            }
        };
    }

    @Override
    public synchronized void settle(Outcome settled) {
        outcome = outcome.or(settled);
    }

    @Override
    public void execute(Runnable step) {
        steps.incrementAndGet();
        step.run();
    }

    /** How many steps of the route were handed to it. */
    int steps() {
        return steps.get();
    }
}
