package dev.wadi.plugin.runtime;

import dev.wadi.plugin.guard.ExecutionLimits;
import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.spi.Plugin;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that is ready to run: an instance of its own, configured.
 *
 * @param name its name, under which it is logged and counted; several may share one implementation
 * @param plugin the instance
 * @param priority lower runs first
 * @param domains where it runs; empty means everywhere
 * @param stages where it runs; empty means everywhere
 * @param eventTypes for what it runs; empty means for everything
 * @param classLoader what its classes come from; closed after it is unloaded
 * @param guard decides whether it may run
 */
public record LoadedPlugin(
        String name,
        Plugin plugin,
        int priority,
        Set<String> domains,
        Set<String> stages,
        Set<String> eventTypes,
        PluginClassLoader classLoader,
        PluginGuard guard) {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

    public LoadedPlugin {
        domains = Set.copyOf(domains);
        stages = Set.copyOf(stages);
        eventTypes = Set.copyOf(eventTypes);
    }

    /** A plugin with limits of its own. */
    public LoadedPlugin(
            String name,
            Plugin plugin,
            int priority,
            Set<String> domains,
            Set<String> stages,
            Set<String> eventTypes,
            PluginClassLoader classLoader,
            ExecutionLimits limits) {
        this(name, plugin, priority, domains, stages, eventTypes, classLoader, new PluginGuard(name, limits));
    }

    /** A plugin with the default limits. */
    public LoadedPlugin(
            String name,
            Plugin plugin,
            int priority,
            Set<String> domains,
            Set<String> stages,
            Set<String> eventTypes,
            PluginClassLoader classLoader) {
        this(name, plugin, priority, domains, stages, eventTypes, classLoader, ExecutionLimits.DEFAULT);
    }

    /** A plugin as it describes itself, with the class path's classes. */
    public static LoadedPlugin of(Plugin plugin) {
        return new LoadedPlugin(
                plugin.name(),
                plugin,
                plugin.priority(),
                plugin.domains(),
                plugin.stages(),
                plugin.eventTypes(),
                PluginClassLoader.none());
    }

    /** The same plugin with other limits. */
    public LoadedPlugin with(ExecutionLimits limits) {
        return new LoadedPlugin(name, plugin, priority, domains, stages, eventTypes, classLoader, limits);
    }

    /** Starts it; a failure is logged. */
    boolean start() {
        return did("start", plugin::onStart);
    }

    /** Stops it; a failure is logged. */
    void stop() {
        did("stop", plugin::onStop);
    }

    /** Unloads it and lets its classes go; a failure is logged. */
    void unload() {
        did("unload", plugin::onUnload);
        did("close", classLoader::close);
    }

    private boolean did(String what, Step step) {
        try {
            step.run();
            return true;
        } catch (Exception | LinkageError e) {
            LOG.warn("Plugin failed to {} | plugin_name={}", what, name, e);
            return false;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    boolean runsAt(String domain, String stage) {
        return (domains.isEmpty() || domains.contains(domain)) && (stages.isEmpty() || stages.contains(stage));
    }

    boolean runsFor(String eventType) {
        return eventTypes.isEmpty() || eventTypes.contains(eventType);
    }
}
