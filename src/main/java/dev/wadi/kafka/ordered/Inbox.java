package dev.wadi.kafka.ordered;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** What other threads leave for a shard. Any thread may add, the shard's own takes. */
final class Inbox {

    /** A further step of a record's route. */
    record Step(ConsumedRecord record, Runnable step) {}

    /** A record that was thought to be through its route, what it has to wait for, and whether its key waits for it. */
    record Late(ConsumedRecord record, Pause.Reason reason, boolean keyWaits) {}

    /** Records that were fetched. */
    final Queue<List<ConsumedRecord>> arrivals = new ConcurrentLinkedQueue<>();

    /** Steps to run. */
    final Queue<Step> steps = new ConcurrentLinkedQueue<>();

    /** Records whose exchange is through its route. */
    final Queue<ConsumedRecord> done = new ConcurrentLinkedQueue<>();

    /** Records whose key may go on. */
    final Queue<ConsumedRecord> freed = new ConcurrentLinkedQueue<>();

    /** Records that are to run again after all. */
    final Queue<Late> late = new ConcurrentLinkedQueue<>();

    static <T> void drain(Queue<T> queue, Consumer<T> taker) {
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            taker.accept(next);
        }
    }

    /** Whether anything of a record that was started waits to be taken. */
    boolean hasCompletions() {
        return !steps.isEmpty() || !done.isEmpty() || !freed.isEmpty();
    }

    boolean isEmpty() {
        return arrivals.isEmpty() && late.isEmpty() && !hasCompletions();
    }
}
