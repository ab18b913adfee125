package dev.wadi.kafka.ordered;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions whose next record is not due yet. They stay at that record, in order, without a fetch, and the others
 * are polled as ever. Of the poll thread alone.
 */
final class WaitingPartitions {

    private final Clock clock;
    private final Map<TopicPartition, Instant> due = new HashMap<>();

    WaitingPartitions(Clock clock) {
        this.clock = clock;
    }

    boolean isDue(Instant when) {
        return !clock.instant().isBefore(when);
    }

    void add(TopicPartition partition, Instant when) {
        due.put(partition, when);
    }

    /** Those that still wait. */
    Set<TopicPartition> now() {
        if (!due.isEmpty()) {
            due.values().removeIf(this::isDue);
        }
        return due.keySet();
    }

    void forget(Collection<TopicPartition> partitions) {
        due.keySet().removeAll(partitions);
    }
}
