package dev.wadi.kafka.ordered;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that were assigned, but whose records can't begin before it is known which of their keys wait. The member
 * that had a partition before may have written that just now.
 */
final class CatchingUp {

    private final HeldKeys held;
    private final Map<TopicPartition, CompletionStage<Void>> partitions = new ConcurrentHashMap<>();

    CatchingUp(HeldKeys held) {
        this.held = held;
    }

    void add(Collection<TopicPartition> assigned) {
        if (!held.isUsed()) {
            return;
        }
        CompletionStage<Void> all = held.catchUp();
        assigned.forEach(partition -> partitions.put(partition, all));
        var unused = all.thenRun(() -> partitions.values().removeIf(wait -> wait == all));
    }

    /** Those that still wait. */
    Set<TopicPartition> now() {
        return partitions.keySet();
    }
}
