package dev.wadi.plugin.metrics;

import dev.wadi.plugin.spi.kind.MetricDefinition;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The meters that show one plugin's numbers; closing it removes them. */
final class MeasuredMeters implements AutoCloseable {

    private final MeterRegistry meters;
    private final String plugin;
    private final MeasuredPlugin measured;
    private final Map<String, Meter> registered = new ConcurrentHashMap<>();

    MeasuredMeters(MeterRegistry meters, String plugin, MeasuredPlugin measured) {
        this.meters = meters;
        this.plugin = plugin;
        this.measured = measured;
    }

    boolean has(String name) {
        return registered.containsKey(name);
    }

    int size() {
        return registered.size();
    }

    void register(String name, MetricDefinition definition) {
        @Nullable String unit = definition.unit().isEmpty() ? null : definition.unit();
        registered.put(
                name,
                switch (definition.type()) {
                    case COUNTER ->
                        FunctionCounter.builder(name, measured, numbers -> numbers.value(name, 0))
                                .tag(PluginMeterNames.TAG, plugin)
                                .description(definition.description())
                                .baseUnit(unit)
                                .register(meters);
                    case GAUGE ->
                        Gauge.builder(name, measured, numbers -> numbers.value(name, Double.NaN))
                                .tag(PluginMeterNames.TAG, plugin)
                                .description(definition.description())
                                .baseUnit(unit)
                                .register(meters);
                });
    }

    @Override
    public void close() {
        registered.values().forEach(meters::remove);
        registered.clear();
    }
}
