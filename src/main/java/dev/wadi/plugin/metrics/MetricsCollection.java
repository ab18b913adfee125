package dev.wadi.plugin.metrics;

import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import dev.wadi.plugin.spi.kind.MetricsPlugin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Collects the numbers of metrics plugins, each at its interval and first when it starts. Thread-safe. */
public final class MetricsCollection implements PluginBinder {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Map<String, MeasuredPlugin> measured = new ConcurrentHashMap<>();
    private final LimitedCalls calls;
    private final ScheduledExecutorService schedule;
    private final PluginMeterNames names;
    private final MeterRegistry meters;
    private final Clock clock;

    public MetricsCollection(LimitedCalls calls, ScheduledExecutorService schedule, MeterRegistry meters, Clock clock) {
        this.calls = calls;
        this.schedule = schedule;
        this.names = new PluginMeterNames(meters);
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        if (!(plugin instanceof MetricsPlugin metrics)) {
            return;
        }
        Map<String, MetricDefinition> definitions = metrics.metricDefinitions();
        names.check(definitions);
        MeasuredPlugin one =
                new MeasuredPlugin(owner.plugin(), metrics::collectMetrics, calls.slot(metrics), meters, clock);
        measured.put(owner.plugin(), one);
        owner.own(() -> measured.remove(owner.plugin(), one));
        MeasuredMeters registered = new MeasuredMeters(meters, owner.plugin(), one);
        owner.own(registered);
        definitions.forEach(registered::register);
        long millis = Math.max(metrics.collectionInterval().toMillis(), SHORTEST.toMillis());
        var measuring = schedule.scheduleAtFixedRate(one::measure, 0, millis, TimeUnit.MILLISECONDS);
        owner.own(() -> measuring.cancel(false));
    }

    /** What each metrics plugin measured last, by its name; one whose measuring fails included. */
    public Map<String, Measurement> measurements() {
        Map<String, Measurement> all = new TreeMap<>();
        measured.forEach((plugin, one) -> all.put(plugin, one.last()));
        return all;
    }
}
