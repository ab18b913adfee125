package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionExecutor;
import dev.wadi.plugin.guard.PluginListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Makes the runner for each stage that a route names. */
public final class StageRunners {

    private final Stages stages;
    private final PluginRegistry registry;
    private final StageParts parts;
    private final PluginSteps steps;

    public StageRunners(
            Stages stages, PluginRegistry registry, ActionExecutor actions, MeterRegistry meters, Clock clock) {
        this(stages, registry, actions, meters, PluginListener.NONE, clock);
    }

    /**
     * Makes it.
     *
     * @param listener hears of plugins that fail
     */
    public StageRunners(
            Stages stages,
            PluginRegistry registry,
            ActionExecutor actions,
            MeterRegistry meters,
            PluginListener listener,
            Clock clock) {
        this.stages = stages;
        this.registry = registry;
        this.parts = new StageParts(actions, new MetersOfPlugins(meters), listener, registry.watchdog(), clock);
        this.steps = new PluginSteps(parts);
    }

    /**
     * The runner for a stage of a domain.
     *
     * @param where the place that names it, for the message
     * @throws dev.wadi.config.ConfigException if there is no such stage
     */
    public StageRunner runner(String domain, String stage, String where) {
        stages.require(stage, where);
        return new StageRunner(domain, stage, registry.at(domain, stage), parts);
    }

    /** What runs plugins that are themselves steps of routes. */
    public PluginSteps steps() {
        return steps;
    }

    /** Takes a plugin's meters out of the registry, once it is unloaded for good. */
    public void removeMeters(String plugin) {
        parts.meters().remove(plugin);
    }
}
