package dev.wadi.plugin.spi.kind;

import java.time.Duration;
import java.util.Map;

/** A plugin that measures something. */
public interface MetricsPlugin extends StagelessPlugin {

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
}
