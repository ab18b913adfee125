package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that owns some of a consumer's keys. It starts the records of different keys side by side, up to a limit,
 * and those of one key one after the other, and it takes each completion back: its queues need no lock.
 */
final class Shard {

    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(5);

    /** A record that waits for its next try. */
    private record Deferred(ConsumedRecord record, long dueNanos) implements Comparable<Deferred> {
        @Override
        public int compareTo(Deferred other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /** A further step of a record's route. */
    private record Step(ConsumedRecord record, Runnable step) {}

    // Filled by any thread:
    private final Queue<List<ConsumedRecord>> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<ConsumedRecord> done = new ConcurrentLinkedQueue<>();
    private final Queue<ConsumedRecord> freed = new ConcurrentLinkedQueue<>();
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private volatile boolean parked;
    private volatile boolean closed;
    private volatile boolean sweep;

    // Of the shard's thread alone:
    private final Map<Object, KeyQueue> keys = new HashMap<>();
    private final ArrayDeque<ConsumedRecord> ready = new ArrayDeque<>();
    private final PriorityQueue<Deferred> deferred = new PriorityQueue<>();
    private int inFlight;

    private final int maxInFlight;
    private final RecordOrder order;
    private final RecordRunner runner;
    private final Thread thread;

    Shard(String name, int maxInFlight, RecordOrder order, RecordRunner runner) {
        this.maxInFlight = maxInFlight;
        this.order = order;
        this.runner = runner;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Takes over records, in the order of their partitions. */
    void accept(List<ConsumedRecord> records) {
        arrivals.add(records);
        wake();
    }

    /** Runs a further step of a record's route on this shard's thread; from any thread. */
    void execute(ConsumedRecord running, Runnable step) {
        steps.add(new Step(running, step));
        wake();
    }

    /** A record's exchange is through its route; from any thread. */
    void exchangeDone(ConsumedRecord consumed) {
        done.add(consumed);
        wake();
    }

    /** A record's key may go on; from any thread. */
    void keyFree(ConsumedRecord consumed) {
        freed.add(consumed);
        wake();
    }

    /** Gives up the deferred records of revoked partitions. */
    void sweepRevoked() {
        sweep = true;
        wake();
    }

    private void wake() {
        if (parked && Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            try {
                turn();
            } catch (RuntimeException | Error e) {
                // The record stays open, so nothing is lost; but its key waits until a restart.
                LOG.error("{}: a fault of Wadi's own", thread.getName(), e);
            }
        }
    }

    private void turn() {
        takeArrivals();
        for (Step s = steps.poll(); s != null; s = steps.poll()) {
            runner.resume(s.record(), s.step());
        }
        for (ConsumedRecord r = done.poll(); r != null; r = done.poll()) {
            finish(r);
        }
        for (ConsumedRecord r = freed.poll(); r != null; r = freed.poll()) {
            inFlight--;
            next(r);
        }
        takeDue();
        startReady();
        parkIfIdle();
    }

    private void takeArrivals() {
        for (List<ConsumedRecord> batch = arrivals.poll(); batch != null; batch = arrivals.poll()) {
            batch.forEach(this::enqueue);
        }
    }

    private void enqueue(ConsumedRecord arrived) {
        Object key = order.keyOf(arrived.source());
        if (key == null) {
            ready.add(arrived);
            return;
        }
        KeyQueue queue = keys.get(key);
        if (queue == null) {
            queue = new KeyQueue(key);
            keys.put(key, queue);
            ready.add(arrived);
        } else {
            queue.waiting().add(arrived);
        }
        arrived.queue = queue;
    }

    private void startReady() {
        // Completions come back through the queues: leave the loop to take them as soon as there are any.
        while (inFlight < maxInFlight && !ready.isEmpty() && !closed) {
            start(ready.remove());
            if (!steps.isEmpty() || !done.isEmpty() || !freed.isEmpty()) {
                return;
            }
        }
    }

    private void start(ConsumedRecord starting) {
        if (starting.begun && runner.abandonIfRevoked(starting)) {
            next(starting);
            return;
        }
        if (!starting.begun) {
            if (!runner.begin(starting)) {
                next(starting);
                return;
            }
            starting.begun = true;
        }
        inFlight++;
        runner.run(starting);
    }

    private void finish(ConsumedRecord finished) {
        Duration delay = runner.finish(finished);
        if (!delay.isZero()) {
            inFlight--;
            if (finished.ledger().isRevoked()) {
                sweep = true;
            }
            deferred.add(new Deferred(finished, System.nanoTime() + delay.toNanos()));
        }
    }

    private void next(ConsumedRecord before) {
        KeyQueue queue = before.queue;
        if (queue == null) {
            return;
        }
        ConsumedRecord following = queue.waiting().poll();
        if (following == null) {
            keys.remove(queue.key());
        } else {
            ready.add(following);
        }
    }

    private void takeDue() {
        if (sweep) {
            sweep = false;
            deferred.removeIf(waiting -> {
                boolean abandoned = runner.abandonIfRevoked(waiting.record());
                if (abandoned) {
                    next(waiting.record()); // its followers are not begun either, and the key is free again
                }
                return abandoned;
            });
        }
        long now = System.nanoTime();
        while (!deferred.isEmpty() && deferred.peek().dueNanos() - now <= 0) {
            ready.add(deferred.remove().record());
        }
    }

    private void parkIfIdle() {
        parked = true;
        boolean canStart = inFlight < maxInFlight && !ready.isEmpty();
        if (!canStart
                && arrivals.isEmpty()
                && steps.isEmpty()
                && done.isEmpty()
                && freed.isEmpty()
                && !sweep
                && !closed) {
            if (deferred.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, deferred.peek().dueNanos() - System.nanoTime());
            }
        }
        parked = false;
    }

    /** Stops the thread; what has not begun is left to whoever gets the partition next. */
    void stop() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join(JOIN_TIMEOUT);
    }
}
