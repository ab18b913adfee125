package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.time.Duration;
import java.util.Map;

/** A plugin that measures something. */
public interface MetricsPlugin extends Plugin {

    /** The metrics, by name. Asked for once, before it starts. */
    Map<String, MetricDefinition> metricDefinitions();

    /**
     * Measures.
     *
     * @return by name, of those that are defined: a gauge's value, or a counter's total so far
     */
    Map<String, Double> collectMetrics() throws Exception;

    /** How long to wait between two measurements. */
    default Duration collectionInterval() {
        return Duration.ofSeconds(30);
    }

    @Override
    default PluginResult execute(PluginContext context) throws Exception {
        return PluginResult.success();
    }
}
