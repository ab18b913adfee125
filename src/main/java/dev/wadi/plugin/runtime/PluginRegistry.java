package dev.wadi.plugin.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plugins that run, by stage. Thread-safe. */
public final class PluginRegistry {

    private final Map<Place, StagePlugins> stages = new HashMap<>();
    private List<LoadedPlugin> plugins;

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
        stages.values().forEach(stage -> stage.choose(plugins));
    }

    /** Waits until no message is on its way through a plugin that has been replaced. */
    void drain(LoadedPlugin replaced) {
        // provisional
    }
}
