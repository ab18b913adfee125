package dev.wadi.plugin.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The meters of all plugins by name and place. A plugin that is loaded again goes on counting where it was. Thread-safe.
 */
final class MetersOfPlugins {

    private static final String ABANDONED = "plugin.threads.abandoned";

    private final MeterRegistry registry;
    private final Map<Place, PluginMeters> byPlace = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Place(String plugin, String domain, String stage) {}

    private record Held(AtomicInteger threads, Gauge gauge) {}

    MetersOfPlugins(MeterRegistry registry) {
        this.registry = registry;
    }

    PluginMeters at(String plugin, String domain, String stage) {
        return byPlace.computeIfAbsent(
                new Place(plugin, domain, stage),
                place -> new PluginMeters(
                        registry,
                        plugin,
                        domain,
                        stage,
                        held.computeIfAbsent(plugin, this::held).threads()));
    }

    private Held held(String plugin) {
        AtomicInteger threads = new AtomicInteger();
        Gauge gauge = Gauge.builder(ABANDONED, threads, AtomicInteger::get)
                .description("Threads that the plugin holds past its time limit")
                .tag("plugin", plugin)
                .register(registry);
        return new Held(threads, gauge);
    }

    /** Takes all meters of a plugin out of the registry. */
    void remove(String plugin) {
        byPlace.entrySet().removeIf(entry -> {
            boolean its = entry.getKey().plugin().equals(plugin);
            if (its) {
                entry.getValue().remove();
            }
            return its;
        });
        Held its = held.remove(plugin);
        if (its != null) {
            registry.remove(its.gauge());
        }
    }
}
