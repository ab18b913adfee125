package dev.wadi.plugin.runtime;

import dev.wadi.plugin.finding.PluginTerms;
import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginEnvironment;

/**
 * A plugin that can run at stages.
 *
 * @param definition what it is
 * @param environment what it has got from Wadi
 * @param guard decides before each execution whether it may run
 */
public record LoadedPlugin(PluginDefinition definition, PluginEnvironment environment, PluginGuard guard) {

    /** A plugin with the limits that its terms set. */
    public LoadedPlugin(PluginDefinition definition, PluginEnvironment environment) {
        this(definition, environment, new PluginGuard(definition.name(), limits(definition.terms())));
    }

    /** A plugin as it describes itself, without a Wadi around it. */
    public static LoadedPlugin of(Plugin plugin) {
        return new LoadedPlugin(PluginDefinition.of(plugin), PluginEnvironment.alone(plugin.name()));
    }

    private static ExecutionLimits limits(PluginTerms terms) {
        ExecutionLimits limits = ExecutionLimits.DEFAULT;
        return limits.withTimeout(terms.timeout().orElse(limits.timeout()))
                .withMaxConcurrent(terms.maxConcurrent().orElse(limits.maxConcurrent()));
    }

    /** The same plugin with other limits. */
    public LoadedPlugin with(ExecutionLimits limits) {
        return new LoadedPlugin(definition, environment, new PluginGuard(name(), limits));
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
}
