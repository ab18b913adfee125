package dev.wadi.plugin.metrics;

import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import dev.wadi.plugin.spi.kind.MetricsPlugin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
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
    private final PointMetrics point;

    /** @param pointInterval how often the handlers of the extension point are asked */
    public MetricsCollection(
            ExtensionHub extensions,
            LimitedCalls calls,
            ScheduledExecutorService schedule,
            Duration pointInterval,
            MeterRegistry meters,
            Clock clock) {
        this.calls = calls;
        this.schedule = schedule;
        this.names = new PluginMeterNames(meters);
        this.meters = meters;
        this.clock = clock;
        this.point = new PointMetrics(extensions, calls, meters, clock);
        var unused = schedule.scheduleWithFixedDelay(
                point::collect, pointInterval.toMillis(), pointInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        owner.own(() -> point.forget(owner.plugin()));
        if (!(plugin instanceof MetricsPlugin metrics)) {
            return;
        }
        Map<String, MetricDefinition> definitions = Map.copyOf(metrics.metricDefinitions());
        names.check(definitions);
        MeasuredPlugin one = new MeasuredPlugin(
                owner.plugin(), () -> measured(metrics, definitions), calls.slot(metrics), meters, clock);
        measured.put(owner.plugin(), one);
        owner.own(() -> measured.remove(owner.plugin(), one));
        MeasuredMeters registered = new MeasuredMeters(meters, owner.plugin(), one);
        owner.own(registered);
        definitions.forEach(registered::register);
        long millis = Math.max(metrics.collectionInterval().toMillis(), SHORTEST.toMillis());
        var measuring = schedule.scheduleAtFixedRate(one::measure, 0, millis, TimeUnit.MILLISECONDS);
        owner.own(() -> measuring.cancel(false));
    }

    private static Map<String, Double> measured(MetricsPlugin metrics, Map<String, MetricDefinition> definitions)
            throws Exception {
        Map<String, Double> measured = new HashMap<>(metrics.collectMetrics());
        measured.keySet().retainAll(definitions.keySet());
        return measured;
    }

    /** What each metrics plugin measured last, by its name; one whose measuring fails included. */
    public Map<String, Measurement> measurements() {
        Map<String, Measurement> all = new TreeMap<>();
        point.measurements().forEach((plugin, given) -> all.put(plugin + '/' + ExtensionPoints.METRICS_COLLECT, given));
        measured.forEach((plugin, one) -> all.put(plugin, one.last()));
        return all;
    }
}
