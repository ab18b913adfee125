package dev.wadi.plugin.metrics;

import dev.wadi.plugin.spi.kind.MetricDefinition;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which names plugins may give their meters: no more than fit, and none that is taken by a meter of Wadi's.
 *
 * @param meters the meters there are
 */
record PluginMeterNames(MeterRegistry meters) {

    static final int MAX_METERS = 200;
    static final String TAG = "plugin";

    private static final Pattern POSSIBLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.]{0,120}");

    /** @throws IllegalArgumentException if they can't all be registered */
    void check(Map<String, MetricDefinition> definitions) {
        if (definitions.size() > MAX_METERS) {
            throw new IllegalArgumentException(
                    "it defines " + definitions.size() + " metrics. At most " + MAX_METERS + " are possible");
        }
        definitions.keySet().forEach(this::check);
    }

    /** @throws IllegalArgumentException if it is no name for a meter of a plugin's */
    void check(String name) {
        if (!POSSIBLE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name for a metric. Possible are letters, digits, underscores and dots, a letter first");
        }
        for (Meter meter : meters.getMeters()) {
            Meter.Id id = meter.getId();
            if (plain(id.getName()).equals(plain(name))
                    && (id.getTag(TAG) == null || id.getTags().size() > 1)) {
                throw new IllegalArgumentException(
                        "the metric '" + name + "' is one of Wadi's own. Give it another name");
            }
        }
    }

    /** The name as Prometheus sees it, where a dot is an underscore. */
    private static String plain(String name) {
        return name.replace('.', '_').toLowerCase(Locale.ROOT);
    }
}
