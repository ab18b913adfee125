package dev.wadi.plugin.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that run, by stage. Thread-safe. */
public final class PluginRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<Place, StagePlugins> stages = new HashMap<>();
    private List<LoadedPlugin> plugins;

    private record Place(String domain, String stage) {}

    public PluginRegistry(List<LoadedPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /** Starts the plugins; one that fails to is left out. */
    public synchronized void start() {
        replace(plugins.stream().filter(LoadedPlugin::start).toList());
        LOG.info("Plugin orchestrator initialized | registered_plugins={}", plugins.size());
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
    synchronized void replace(List<LoadedPlugin> others) {
        plugins = List.copyOf(others);
        stages.values().forEach(stage -> stage.choose(plugins));
    }

    /** Stops and unloads the plugins, the last one first. */
    @Override
    public synchronized void close() {
        List<LoadedPlugin> last = plugins.reversed();
        replace(List.of());
        last.forEach(LoadedPlugin::stop);
        last.forEach(LoadedPlugin::unload);
    }
}
