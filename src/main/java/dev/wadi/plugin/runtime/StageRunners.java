package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionExecutor;
import dev.wadi.plugin.spi.Plugin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Makes the runner for each stage that a route names. */
public final class StageRunners {

    private final Stages stages;
    private final PluginRegistry registry;
    private final ActionExecutor actions;
    private final MeterRegistry meters;
    private final Clock clock;

    public StageRunners(
            Stages stages, PluginRegistry registry, ActionExecutor actions, MeterRegistry meters, Clock clock) {
        this.stages = stages;
        this.registry = registry;
        this.actions = actions;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The runner for a stage of a domain.
     *
     * @param where the place that names it, for the message
     * @throws dev.wadi.config.ConfigException if there is no such stage
     */
    public StageRunner runner(String domain, String stage, String where) {
        stages.require(stage, where);
        return new StageRunner(domain, stage, registry.at(domain, stage), actions, meters, clock);
    }

    /** The runner for a plugin that is itself a step of a route. */
    public StageRunner runner(Plugin plugin) {
        StagePlugins alone = new StagePlugins("", "route");
        alone.only(LoadedPlugin.of(plugin));
        return new StageRunner("", "route", alone, actions, meters, clock);
    }
}
