package dev.wadi.plugin.runtime;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.wadi.plugin.condition.PluginConditions;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.util.List;
import java.util.Set;
import org.apache.camel.AsyncCallback;

/** Runs plugins that are steps of routes as they would run at a stage. Keeps none of them. Thread-safe. */
public final class PluginSteps {

    private static final String STAGE = "route";

    private final StageRunner runner;
    private final LoadingCache<Plugin, Step> steps;

    /** A plugin without itself, so that it can go. */
    private record Step(
            String name,
            PluginEnvironment environment,
            Set<String> eventTypes,
            PluginGuard guard,
            PluginMeters meters) {

        StagePlugin with(Plugin plugin) {
            return new StagePlugin(name, plugin, environment, eventTypes, PluginConditions.NONE, guard, meters);
        }
    }

    PluginSteps(StageParts parts) {
        this.runner = new StageRunner("", STAGE, new StagePlugins("", STAGE), parts);
        this.steps = Caffeine.newBuilder().weakKeys().build(plugin -> {
            String name = plugin.name();
            return new Step(
                    name,
                    PluginEnvironment.alone(name),
                    Set.copyOf(plugin.eventTypes()),
                    new PluginGuard(name, ExecutionLimits.DEFAULT),
                    parts.meters().at(name, "", STAGE));
        });
    }

    /** The runner for the contexts of steps. */
    public StageRunner runner() {
        return runner;
    }

    /** As {@link StageRunner#run}. */
    public boolean run(Plugin plugin, ExchangeContext context, StageEnd end, AsyncCallback callback) {
        return runner.run(() -> List.of(steps.get(plugin).with(plugin)), context, end, callback);
    }
}
