package dev.wadi.plugin.runtime;

import dev.wadi.plugin.ownership.PluginBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads the plugins through their lives. Thread-safe. */
public final class PluginRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

    private final PluginRegistry registry;
    private final Surroundings surroundings;
    private final List<PluginBinder> binders;
    private final LifecycleThreads threads = new LifecycleThreads(STEP_LIMIT);
    private final List<PluginLife> lives = new ArrayList<>();

    /**
     * Makes a runtime without plugins.
     *
     * @param registry learns which plugins run
     * @param surroundings what plugins get
     * @param binders put plugins to work as what they are beside plugins of stages
     */
    public PluginRuntime(PluginRegistry registry, Surroundings surroundings, List<PluginBinder> binders) {
        this.registry = registry;
        this.surroundings = surroundings;
        this.binders = List.copyOf(binders);
    }

    /** Starts plugins; one that fails to is left out. */
    public synchronized void start(List<PluginDefinition> definitions) {
        for (PluginDefinition definition : definitions) {
            PluginLife life = new PluginLife(definition, surroundings, threads);
            lives.add(life);
            if (life.resolve() && life.start()) {
                life.bind(binders);
            }
        }
        publish();
        LOG.info(
                "Plugin orchestrator initialized | registered_plugins={}",
                registry.plugins().size());
    }

    private void publish() {
        registry.replace(lives.stream()
                .filter(life -> life.state() == PluginState.STARTED)
                .map(PluginLife::loaded)
                .toList());
    }

    /** Stops and unloads the plugins, the last one first. */
    @Override
    public synchronized void close() {
        registry.replace(List.of());
        List<PluginLife> last = lives.reversed();
        last.stream().filter(life -> life.state() == PluginState.STARTED).forEach(PluginLife::stop);
        last.forEach(PluginLife::unload);
        lives.clear();
    }
}
