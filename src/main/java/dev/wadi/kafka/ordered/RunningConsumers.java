package dev.wadi.kafka.ordered;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The accounts of the consumers of this process. A consumer that is stopped and started again goes on with its own.
 * Thread-safe.
 */
public final class RunningConsumers {

    private final Map<String, ConsumerStatistics> byName = new ConcurrentSkipListMap<>();

    ConsumerStatistics of(String consumer, MeterRegistry meters) {
        return byName.computeIfAbsent(consumer, name -> new ConsumerStatistics(name, meters));
    }

    /** Each consumer's numbers of this moment, by name. */
    public List<ConsumerStatistics.Snapshot> snapshots() {
        return byName.values().stream().map(ConsumerStatistics::snapshot).toList();
    }
}
