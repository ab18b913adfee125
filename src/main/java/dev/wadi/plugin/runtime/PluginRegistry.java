package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The plugins that run, by stage. Thread-safe. */
public final class PluginRegistry {

    private final Map<Place, StagePlugins> stages = new HashMap<>();
    private List<LoadedPlugin> plugins;
    private volatile Map<String, ActionLimits> limits = Map.of();

    private record Place(String domain, String stage) {}

    public PluginRegistry() {
        this(List.of());
    }

    public PluginRegistry(List<LoadedPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /** All plugins, in no order of importance. */
    public synchronized List<LoadedPlugin> plugins() {
        return plugins;
    }

    /** Where the actions of a plugin may go. */
    public ActionLimits limits(String plugin) {
        return limits.getOrDefault(plugin, ActionLimits.NONE);
    }

    /** The plugins of a stage, now and after each later change. */
    synchronized StagePlugins at(String domain, String stage) {
        return stages.computeIfAbsent(new Place(domain, stage), place -> {
            StagePlugins chosen = new StagePlugins(domain, stage);
            chosen.choose(plugins);
            return chosen;
        });
    }

    /** Runs these from the next message on. Neither starts nor stops any. */
    public synchronized void replace(List<LoadedPlugin> others) {
        plugins = List.copyOf(others);
        limits = plugins.stream().collect(Collectors.toUnmodifiableMap(LoadedPlugin::name, plugin -> plugin.definition()
                .limits()));
        stages.values().forEach(stage -> stage.choose(plugins));
    }

    /** Waits until no message is on its way through a plugin that has been replaced. */
    void drain(LoadedPlugin replaced) {
        // provisional
    }
}
