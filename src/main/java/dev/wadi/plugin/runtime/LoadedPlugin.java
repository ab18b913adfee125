package dev.wadi.plugin.runtime;

import dev.wadi.plugin.condition.PluginConditions;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.util.Set;

/**
 * A plugin that can run at stages.
 *
 * @param definition what it is
 * @param environment what it has got from Wadi
 */
public record LoadedPlugin(PluginDefinition definition, PluginEnvironment environment) {

    /** A plugin as it describes itself, without a Wadi around it. */
    public static LoadedPlugin of(Plugin plugin) {
        return new LoadedPlugin(PluginDefinition.of(plugin), PluginEnvironment.alone(plugin.name()));
    }

    public String name() {
        return definition.name();
    }

    public Plugin plugin() {
        return definition.plugin();
    }

    public int priority() {
        return definition.priority();
    }

    boolean runsAt(String domain, String stage) {
        return definition.terms().scope().contains(domain)
                && (definition.domains().isEmpty() || definition.domains().contains(domain))
                && (definition.stages().isEmpty() || definition.stages().contains(stage));
    }

    boolean runsFor(PluginContext context) {
        Set<String> types = definition.eventTypes();
        PluginConditions conditions = definition.terms().conditions();
        return (types.isEmpty() || types.contains(context.eventType()))
                && (conditions.areNone() || conditions.hold(context));
    }
}
