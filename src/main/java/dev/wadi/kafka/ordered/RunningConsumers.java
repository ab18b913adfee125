package dev.wadi.kafka.ordered;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The consumers that were started in this process. Thread-safe. */
public final class RunningConsumers {

    private final Set<ConsumerStatistics> started = ConcurrentHashMap.newKeySet();

    void add(ConsumerStatistics statistics) {
        started.add(statistics);
    }

    /** Each consumer's numbers of this moment, by name. */
    public List<ConsumerStatistics.Snapshot> snapshots() {
        return started.stream()
                .map(ConsumerStatistics::snapshot)
                .sorted(Comparator.comparing(ConsumerStatistics.Snapshot::consumer))
                .toList();
    }
}
