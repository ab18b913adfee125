package dev.wadi.plugin.spi.kind;

/**
 * A metric.
 *
 * @param type what its numbers mean
 * @param description what it measures, in a sentence
 * @param unit the unit, such as {@code seconds} or {@code bytes}; empty for a plain number
 */
public record MetricDefinition(Type type, String description, String unit) {

    /** What a metric's numbers mean. */
    public enum Type {
        /** A total that only grows. */
        COUNTER,
        /** A value of the moment. */
        GAUGE
    }

    /** A total that only grows, without a unit. */
    public static MetricDefinition counter(String description) {
        return new MetricDefinition(Type.COUNTER, description, "");
    }

    /** A value of the moment, without a unit. */
    public static MetricDefinition gauge(String description) {
        return new MetricDefinition(Type.GAUGE, description, "");
    }

    /** The same with a unit. */
    public MetricDefinition in(String newUnit) {
        return new MetricDefinition(type, description, newUnit);
    }
}
