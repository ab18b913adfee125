package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * A route, and the topic of its dead letters, in which everything that is under way ends when the test says so, one
 * thing at a time and in an order drawn by lot.
 */
final class ScriptedRoute extends AsyncProcessorSupport implements DeadLetters {

    /** What becomes of a record. */
    enum Fate {
        /** It ends before the route's processor returns. */
        AT_ONCE,
        /** It ends on another thread. */
        LATER,
        /** An action keeps it and its key when its exchange has ended. */
        HELD,
        /** A batch keeps it when its exchange has ended. */
        HELD_OPEN,
        /** It fails, and its dead letter takes a while to be written. */
        FAILS
    }

    private final Map<Origin, Fate> fates;
    private final Random random;
    private final LinkedBlockingQueue<Runnable> begun = new LinkedBlockingQueue<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private final Map<Object, Integer> active = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, List<Long>> seen = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    ScriptedRoute(Map<Origin, Fate> fates, Random random) {
        this.fates = new HashMap<>(fates);
        this.random = random;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RecordHandle handle = ExchangeRecords.first(exchange).orElseThrow();
        enter(handle.source());
        Fate fate = fates.getOrDefault(handle.source().place(), Fate.AT_ONCE);
        if (fate == Fate.AT_ONCE) {
            leave(handle.source());
            callback.done(true);
            return true;
        }
        begun.add(() -> goOn(exchange, handle, fate, callback));
        return false;
    }

    private void goOn(Exchange exchange, RecordHandle handle, Fate fate, AsyncCallback callback) {
        switch (fate) {
            case AT_ONCE, LATER -> leave(handle.source());
            case HELD -> {
                Hold hold = handle.hold();
                begun.add(() -> {
                    leave(handle.source());
                    hold.release();
                });
            }
            case HELD_OPEN -> {
                Hold hold = handle.holdOpen();
                leave(handle.source());
                begun.add(hold::release);
            }
            case FAILS -> exchange.setException(Failure.payload("it is not what it should be"));
        }
        callback.done(false);
    }

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        begun.add(() -> {
            leave(letter.record().source());
            written.complete(null);
        });
        return written;
    }

    private void enter(SourceRecord source) {
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        byte[] key = source.key();
        if (key != null) {
            if (active.merge(ByteBuffer.wrap(key), 1, Integer::sum) > 1) {
                faults.add(source.place() + " began beside another of its key");
            }
            seen.computeIfAbsent(ByteBuffer.wrap(key), k -> new ArrayList<>()).add(source.offset());
        }
    }

    /** From here on the next of the key may begin. */
    private void leave(SourceRecord source) {
        inside.decrementAndGet();
        byte[] key = source.key();
        if (key != null) {
            active.merge(ByteBuffer.wrap(key), -1, Integer::sum);
        }
    }

    /** Ends one of the things under way, if there is any or one comes just now. */
    void endSomething() throws InterruptedException {
        begun.drainTo(underWay);
        if (underWay.isEmpty()) {
            Runnable coming = begun.poll(200, TimeUnit.MICROSECONDS);
            if (coming == null) {
                return;
            }
            underWay.add(coming);
        }
        underWay.remove(random.nextInt(underWay.size())).run();
    }

    /** Ends one thing after the other until it is enough. */
    void endUntil(BooleanSupplier enough) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!enough.getAsBoolean()) {
            endSomething();
            assertThat(System.nanoTime()).as("it goes on").isLessThan(deadline);
        }
    }

    int mostAtOnce() {
        return mostInside.get();
    }

    void assertOrderOfKeys() {
        assertThat(faults).isEmpty();
        assertThat(seen.values())
                .allSatisfy(offsets -> assertThat(offsets).isSorted().doesNotHaveDuplicates());
    }
}
