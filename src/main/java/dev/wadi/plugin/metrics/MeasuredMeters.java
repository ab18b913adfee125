package dev.wadi.plugin.metrics;

import dev.wadi.plugin.spi.kind.MetricDefinition;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The meters that show one plugin's numbers; closing it removes them. */
final class MeasuredMeters implements AutoCloseable {

    private final MeterRegistry meters;
    private final String plugin;
    private final MeasuredPlugin measured;
    private final List<Meter> registered = new CopyOnWriteArrayList<>();

    MeasuredMeters(MeterRegistry meters, String plugin, MeasuredPlugin measured) {
        this.meters = meters;
        this.plugin = plugin;
        this.measured = measured;
    }

    void register(String name, MetricDefinition definition) {
        @Nullable String unit = definition.unit().isEmpty() ? null : definition.unit();
        registered.add(
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
        registered.forEach(meters::remove);
        registered.clear();
    }
}
