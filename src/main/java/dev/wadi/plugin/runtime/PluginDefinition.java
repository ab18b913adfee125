package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.Plugin;
import java.util.List;
import java.util.Set;

/**
 * A plugin as its files and its own code define it: an instance of its own, configured and not begun.
 *
 * @param name its name, under which it is logged and counted; several may share one implementation
 * @param plugin the instance
 * @param priority lower runs first
 * @param domains where it runs; empty means everywhere
 * @param stages where it runs; empty means everywhere
 * @param eventTypes for what it runs; empty means for everything
 * @param dependencies the plugins it needs, see {@link Plugin#dependencies}
 * @param classLoader what its classes come from; closed after it is unloaded
 */
public record PluginDefinition(
        String name,
        Plugin plugin,
        int priority,
        Set<String> domains,
        Set<String> stages,
        Set<String> eventTypes,
        List<String> dependencies,
        PluginClassLoader classLoader) {

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
                plugin,
                plugin.priority(),
                plugin.domains(),
                plugin.stages(),
                plugin.eventTypes(),
                plugin.dependencies(),
                PluginClassLoader.none());
    }
}
