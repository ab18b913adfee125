package dev.wadi.plugin.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugins that are loaded and not started, for the sake of the actions that they make known. */
public final class ActionPlugins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActionPlugins.class);
    private static final LifecycleThreads THREADS = new LifecycleThreads(Duration.ofSeconds(10));

    private final List<PluginLife> lives = new ArrayList<>();

    /** Loads plugins; one that fails to is left out, and so are its actions. */
    public ActionPlugins(CheckedPlugins plugins, Surroundings surroundings) {
        for (PluginDefinition definition : plugins.definitions()) {
            PluginLife life = new PluginLife(definition, surroundings, THREADS);
            if (life.resolve()) {
                lives.add(life);
            } else {
                LOG.warn(
                        "Plugin's actions can't be carried out | plugin_name={} error={}", life.name(), life.failure());
            }
        }
    }

    @Override
    public void close() {
        lives.reversed().forEach(PluginLife::unload);
    }
}
