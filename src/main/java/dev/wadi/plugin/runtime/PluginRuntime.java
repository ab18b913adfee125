package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.plugin.dependency.DependencyOrder;
import dev.wadi.plugin.ownership.PluginBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads the plugins through their lives, and makes what runs into what is there. Thread-safe. */
public final class PluginRuntime implements PluginOperations, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRuntime.class);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(10);

    private final PluginSource source;
    private final Surroundings surroundings;
    private final List<PluginBinder> binders;
    private final LifecycleThreads threads = new LifecycleThreads(STEP_LIMIT);
    private final PluginRegistry registry;

    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, PluginSlot> slots = new LinkedHashMap<>();
    /** What others see of the slots, while a reload may be under way. */
    private volatile List<PluginSlot> shown = List.of();

    private volatile List<Problem> unguarded = List.of();
    private boolean closed;

    /**
     * Makes a runtime without plugins.
     *
     * @param source where plugins come from
     * @param registry learns which plugins run
     * @param surroundings what plugins get
     * @param binders put plugins to work as what they are beside plugins of stages
     */
    public PluginRuntime(
            PluginSource source, PluginRegistry registry, Surroundings surroundings, List<PluginBinder> binders) {
        this.source = source;
        this.registry = registry;
        this.surroundings = surroundings;
        this.binders = List.copyOf(binders);
    }

    /**
     * Starts plugins; one that fails to is left out.
     *
     * @throws ConfigException if one of those guards requests: without it, they would go through unguarded
     */
    public void start(CheckedPlugins checked) {
        reload(checked.once(), false, "");
        if (!unguarded.isEmpty()) {
            throw new ConfigException(unguarded);
        }
        LOG.info(
                "Plugin orchestrator initialized | registered_plugins={}",
                registry.plugins().size());
    }

    /**
     * Makes what runs into what is there now. What can't be made or started leaves what ran before running; so does a file
     * that can't be read and that says which plugins there are.
     */
    public PluginChanges reload() {
        try {
            return reload(source, true, "");
        } catch (ConfigException e) {
            LOG.warn("Plugins were not reloaded, they run on as they were | error={}", e.getMessage());
            return PluginChanges.none();
        }
    }

    /** The same, and makes one plugin anew even if nothing of it has changed. */
    @Override
    public PluginChanges reload(String plugin) {
        return reload(source, true, plugin);
    }

    private PluginChanges reload(PluginSource from, boolean tell, String forced) {
        turn.lock();
        try {
            if (closed) {
                return PluginChanges.none();
            }
            PluginNews news = new PluginNews(surroundings, tell);
            PluginSwap swap = new PluginSwap(registry, surroundings, binders, threads, news);
            PluginReload pass = new PluginReload(slots, from, swap, news);
            PluginChanges changes = pass.run(from.find(), forced::equals);
            unguarded = pass.unguarded();
            shown = List.copyOf(slots.values());
            if (tell && !changes.isEmpty()) {
                news.reloaded(changes);
            }
            return changes;
        } finally {
            turn.unlock();
        }
    }

    /** All plugins, in the order in which they were found. */
    @Override
    public List<PluginStatus> statuses() {
        return shown.stream().map(PluginSlot::status).toList();
    }

    /**
     * What is wrong with plugins, by their names: those that failed, those whose newer version does not run, and those in
     * quarantine.
     */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>(registry.quarantined());
        for (PluginSlot slot : shown) {
            if (!slot.trouble().isEmpty()) {
                troubles.put(slot.name(), slot.trouble());
            }
        }
        return troubles;
    }

    /** Stops and unloads the plugins, the last one first. */
    @Override
    public void close() {
        boolean itsTurn = turnOrNever();
        try {
            closed = true;
            registry.replace(List.of());
            List<PluginLife> lives = new ArrayList<>(slots.values().stream()
                    .filter(slot -> slot.life() != null)
                    .map(slot -> Objects.requireNonNull(slot.life()))
                    .toList());
            slots.clear();
            shown = List.of();
            List<PluginLife> last = lastFirst(lives);
            last.stream().filter(life -> life.state() == PluginState.STARTED).forEach(PluginLife::stop);
            last.forEach(PluginLife::unload);
        } finally {
            if (itsTurn) {
                turn.unlock();
            }
        }
    }

    /** Waits for a reload to end; not for ever, since a stop must come to its end. */
    private boolean turnOrNever() {
        try {
            return turn.tryLock(2 * STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<PluginLife> lastFirst(List<PluginLife> lives) {
        List<String> order = DependencyOrder.of(lives.stream()
                        .map(life -> life.loaded().definition().dependent())
                        .toList())
                .names();
        return lives.stream()
                .sorted(Comparator.comparingInt((PluginLife life) -> order.indexOf(life.name()))
                        .reversed())
                .toList();
    }
}
