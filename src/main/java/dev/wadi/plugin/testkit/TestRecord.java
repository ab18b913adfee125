package dev.wadi.plugin.testkit;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The record that a message of a test stands for. It ends when nobody holds it any more. */
final class TestRecord implements RecordHandle {

    private static final String TOPIC = "test.messages";

    private final SourceRecord source;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int holds = 1;
    private Outcome outcome = new Outcome.Delivered();

    TestRecord(long offset, String json) {
        source = new SourceRecord(TOPIC, 0, offset, 0, new byte[0], json.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** The route has come to its end. */
    void routeEnds() {
        release();
    }

    /** Waits until nobody holds it any more; false if somebody still does. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized Outcome outcome() {
        return outcome;
    }

    private synchronized void release() {
        holds--;
        if (holds == 0) {
            ended.countDown();
        }
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
        return "test";
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return new DeadLetterTarget(TOPIC + ".dlq", DeadLetterTarget.Form.ORIGINAL);
    }

    @Override
    public void execute(Runnable step) {
        step.run();
    }

    @Override
    public synchronized Hold hold() {
        holds++;
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                release();
            }
        };
    }

    @Override
    public Hold holdOpen() {
        return hold();
    }

    @Override
    public synchronized void settle(Outcome next) {
        outcome = outcome.or(next);
    }
}
