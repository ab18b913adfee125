package dev.wadi.kafka.ordered;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The partitions of a shard whose next batch is not complete. Of the shard's thread alone. */
final class FillingBatches {

    private final BatchSettings settings;
    private final Set<KeyQueue> queues = new LinkedHashSet<>();

    FillingBatches(BatchSettings settings) {
        this.settings = settings;
    }

    boolean areUsed() {
        return settings.isOn();
    }

    void add(KeyQueue queue) {
        queues.add(queue);
    }

    /** Takes the batches that are complete, or whose time is over, by their leaders. */
    void takeReady(Consumer<ConsumedRecord> taker) {
        if (queues.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        queues.removeIf(queue -> {
            boolean ready = queue.hasBatch(settings.size(), settings.timeout().toNanos(), now);
            if (ready) {
                taker.accept(queue.takeBatch(settings.size()));
            }
            return ready;
        });
    }

    /** Nanoseconds until the next one's time is over. */
    long untilNext() {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        for (KeyQueue queue : queues) {
            wait = Math.min(wait, queue.untilBatch(settings.timeout().toNanos(), now));
        }
        return wait;
    }
}
