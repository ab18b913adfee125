package dev.wadi.plugin.metrics;

import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What plugins give at the extension point for metrics, as gauges. Which numbers there are shows only when they are
 * collected, so each gets its gauge when it comes first. Thread-safe.
 */
final class PointMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(PointMetrics.class);
    private static final String POINT = ExtensionPoints.METRICS_COLLECT;

    private final Map<String, Given> given = new ConcurrentHashMap<>();
    private final ExtensionHub extensions;
    private final CallSlot slot;
    private final PluginMeterNames names;
    private final MeterRegistry meters;
    private final Clock clock;

    /** What one plugin gives. */
    private record Given(MeasuredPlugin measured, MeasuredMeters registered) {}

    PointMetrics(ExtensionHub extensions, LimitedCalls calls, MeterRegistry meters, Clock clock) {
        this.extensions = extensions;
        this.slot = calls.slot(this);
        this.names = new PluginMeterNames(meters);
        this.meters = meters;
        this.clock = clock;
    }

    /** Collects, without waiting for the result. */
    void collect() {
        if (extensions.isHandled(POINT)) {
            var unused = slot.call(() -> extensions.collectByPlugin(POINT, POINT))
                    .whenComplete((collected, failure) -> {
                        if (failure == null) {
                            collected.forEach((plugin, values) -> take(plugin, numbers(values)));
                        } else {
                            LOG.warn("The handlers of {} failed", POINT, failure);
                        }
                    });
        }
    }

    private static Map<String, Double> numbers(List<Object> values) {
        Map<String, Double> numbers = new HashMap<>();
        for (Object value : values) {
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, number) -> {
                    if (name instanceof String text && number instanceof Number n) {
                        numbers.put(text, n.doubleValue());
                    }
                });
            }
        }
        return numbers;
    }

    private synchronized void take(String plugin, Map<String, Double> numbers) {
        Given one = given.computeIfAbsent(plugin, name -> {
            MeasuredPlugin measured = new MeasuredPlugin(name, Map::of, slot, meters, clock);
            return new Given(measured, new MeasuredMeters(meters, name, measured));
        });
        numbers.keySet().removeIf(name -> !isRegistered(plugin, name, one));
        one.measured().take(numbers);
    }

    private boolean isRegistered(String plugin, String name, Given one) {
        if (one.registered().has(name)) {
            return true;
        }
        if (one.registered().size() >= PluginMeterNames.MAX_METERS) {
            return false;
        }
        try {
            names.check(name);
            one.registered().register(name, MetricDefinition.gauge("Given by the plugin " + plugin));
            return true;
        } catch (IllegalArgumentException e) {
            LOG.debug("A metric is left out | plugin_name={}", plugin, e);
            return false;
        }
    }

    /** Whatever this plugin has given goes with it. */
    synchronized void forget(String plugin) {
        Given gone = given.remove(plugin);
        if (gone != null) {
            gone.registered().close();
        }
    }

    Map<String, Measurement> measurements() {
        Map<String, Measurement> all = new HashMap<>();
        given.forEach((plugin, one) -> all.put(plugin, one.measured().last()));
        return all;
    }
}
