package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.guard.Watchdog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that run, by stage. Thread-safe. */
public final class PluginRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final Map<Place, StagePlugins> stages = new HashMap<>();
    private final Watchdog watchdog = new Watchdog();
    private final List<Consumer<String>> whenGone = new CopyOnWriteArrayList<>();
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
        Map<String, ActionLimits> more = new HashMap<>(limits); // those of one that goes hold for its last messages
        plugins.forEach(plugin -> more.put(plugin.name(), plugin.definition().limits()));
        limits = Map.copyOf(more);
        stages.values().forEach(stage -> stage.choose(plugins));
    }

    /** Has somebody hear of each plugin that is gone for good, by its name. */
    public void whenGone(Consumer<String> listener) {
        whenGone.add(listener);
    }

    /** Forgets a plugin that is gone for good. */
    synchronized void forget(String plugin) {
        Map<String, ActionLimits> fewer = new HashMap<>(limits);
        fewer.remove(plugin);
        limits = Map.copyOf(fewer);
        whenGone.forEach(listener -> listener.accept(plugin));
    }

    /** Why plugins that run are left out now, by name. */
    synchronized Map<String, String> quarantined() {
        return plugins.stream()
                .filter(plugin -> plugin.guard().isQuarantined())
                .collect(Collectors.toMap(
                        LoadedPlugin::name, plugin -> "is in quarantine: it failed or ran out of time too often"));
    }

    /** Looks after all executions. */
    Watchdog watchdog() {
        return watchdog;
    }

    /**
     * Waits until no message is on its way through a plugin that has been replaced, or to it; those that it has kept past
     * its time limit have left it.
     */
    void drain(LoadedPlugin replaced) {
        if (!watchdog.awaitNone(run -> run instanceof StageRun of && of.mayRun(replaced.guard()), DRAIN_LIMIT)) {
            LOG.warn("Plugin ends while it still runs | plugin_name={}", replaced.name());
        }
    }
}
