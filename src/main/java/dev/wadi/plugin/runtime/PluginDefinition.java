package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.code.PluginCode;
import dev.wadi.plugin.dependency.Dependency;
import dev.wadi.plugin.dependency.Dependent;
import dev.wadi.plugin.finding.PluginTerms;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.kind.StagelessPlugin;
import java.util.List;
import java.util.Set;

/**
 * A plugin as its files and its own code define it: an instance of its own, configured and not begun.
 *
 * @param name its name, under which it is logged and counted; several may share one implementation
 * @param place the folder or file where it was found
 * @param plugin the instance
 * @param version the version of its code
 * @param priority lower runs first
 * @param domains where it runs; empty means everywhere
 * @param stages where it runs; empty means everywhere
 * @param eventTypes for what it runs; empty means for everything
 * @param dependencies the plugins it needs
 * @param terms on what terms it runs
 * @param code what its classes come from; closed after it is unloaded
 */
public record PluginDefinition(
        String name,
        String place,
        Plugin plugin,
        String version,
        int priority,
        Set<String> domains,
        Set<String> stages,
        Set<String> eventTypes,
        List<Dependency> dependencies,
        PluginTerms terms,
        PluginCode code) {

    public PluginDefinition {
        domains = Set.copyOf(domains);
        stages = Set.copyOf(stages);
        eventTypes = Set.copyOf(eventTypes);
        dependencies = List.copyOf(dependencies);
    }

    /** A plugin as it describes itself, with the class path's classes. */
    public static PluginDefinition of(Plugin plugin) {
        return new PluginDefinition(
                plugin.name(),
                plugin.name(),
                plugin,
                plugin.version(),
                plugin.priority(),
                plugin.domains(),
                plugin.stages(),
                plugin.eventTypes(),
                plugin.dependencies().stream().map(Dependency::parse).toList(),
                PluginTerms.NONE,
                PluginCode.ours());
    }

    /** The same for these domains and stages alone. */
    public PluginDefinition in(Set<String> someDomains, Set<String> someStages) {
        return new PluginDefinition(
                name, place, plugin, version, priority, someDomains, someStages, eventTypes, dependencies, terms, code);
    }

    /** The same under another name. */
    public PluginDefinition named(String other) {
        return new PluginDefinition(
                other, place, plugin, version, priority, domains, stages, eventTypes, dependencies, terms, code);
    }

    /** Whether it has anything to do at stages: some plugins are of other kinds alone. */
    boolean runsAtStages() {
        try {
            Class<?> where =
                    plugin.getClass().getMethod("execute", PluginContext.class).getDeclaringClass();
            return where != StagelessPlugin.class;
        } catch (NoSuchMethodException e) {
            return true;
        }
    }

    /** Where its actions may go. */
    ActionLimits limits() {
        return terms.limits();
    }

    /** Its place among the others. */
    public Dependent dependent() {
        return new Dependent(name, version, priority, place, dependencies);
    }
}
