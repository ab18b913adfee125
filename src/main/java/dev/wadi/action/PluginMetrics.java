package dev.wadi.action;

import dev.wadi.plugin.spi.PluginAction;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics that plugins record. Only so many different ones are kept: labels with ids would fill the memory. */
final class PluginMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(PluginMetrics.class);
    private static final int MAX_METERS = 1_000;

    private final MeterRegistry meters;
    private final Map<Key, DistributionSummary> summaries = new ConcurrentHashMap<>();
    private final AtomicBoolean overflowed = new AtomicBoolean();

    private record Key(String plugin, String name, Map<String, String> labels) {}

    PluginMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(String plugin, PluginAction.Metric metric) {
        Key key = new Key(plugin, metric.name(), metric.labels());
        DistributionSummary summary = summaries.get(key);
        if (summary == null && summaries.size() < MAX_METERS) {
            summary = summaries.computeIfAbsent(key, this::register);
        }
        if (summary != null) {
            summary.record(metric.value());
        } else if (overflowed.compareAndSet(false, true)) {
            LOG.warn(
                    "Plugins record more than {} different metrics; further ones are left out."
                            + " Labels must not hold ids | plugin_name={} metric={}",
                    MAX_METERS,
                    plugin,
                    metric.name());
        }
    }

    /** Removes what a plugin has recorded. */
    void forget(String plugin) {
        summaries.entrySet().removeIf(entry -> {
            boolean its = entry.getKey().plugin().equals(plugin);
            if (its) {
                meters.remove(entry.getValue());
            }
            return its;
        });
    }

    private DistributionSummary register(Key key) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.of("plugin", key.plugin()));
        key.labels().forEach((name, value) -> tags.add(Tag.of(name, value)));
        return DistributionSummary.builder(key.name()).tags(tags).register(meters);
    }
}
