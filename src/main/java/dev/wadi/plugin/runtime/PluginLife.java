package dev.wadi.plugin.runtime;

import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin from its creation to its end. Its state is kept here and nowhere else, so that a plugin can't skip a step;
 * a step that fails is undone. Not thread-safe: {@link PluginRuntime} takes one step at a time.
 */
final class PluginLife {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLife.class);

    private final LoadedPlugin loaded;
    private final OwnedEnvironment environment;
    private final Ownership owner;
    private final LifecycleThreads threads;
    private Ownership bound;
    private volatile PluginState state = PluginState.CREATED;
    private volatile String failure = "";

    PluginLife(PluginDefinition definition, Surroundings surroundings, LifecycleThreads threads) {
        this.owner = new Ownership(definition.name());
        this.bound = new Ownership(definition.name());
        this.threads = threads;
        this.environment = new OwnedEnvironment(
                owner, surroundings, definition.limits(), definition.code().loader());
        this.loaded = new LoadedPlugin(definition, environment);
    }

    LoadedPlugin loaded() {
        return loaded;
    }

    String name() {
        return loaded.name();
    }

    PluginState state() {
        return state;
    }

    /** Why it failed; empty if it did not. */
    String failure() {
        return failure;
    }

    /** How many things it has got from Wadi now. */
    int owned() {
        return owner.size() + bound.size();
    }

    /** Lets its next version know what it remembers. */
    void handOnTo(PluginLife next) {
        environment.memory().handOnTo(next.environment.memory());
    }

    /** Passes over what it has registered, or no longer. */
    void silence(boolean whether) {
        owner.silence(whether);
    }

    /** Tells it to load. */
    boolean resolve() {
        require(PluginState.CREATED);
        return step("load", () -> loaded.plugin().onLoad(loaded.environment()), PluginState.RESOLVED);
    }

    /** Tells it to start, the first time or after a stop. */
    boolean start() {
        require(PluginState.RESOLVED, PluginState.STOPPED);
        owner.mark();
        return step("start", loaded.plugin()::onStart, PluginState.STARTED);
    }

    /** Puts it to work as what it is beside a plugin of stages. */
    boolean bind(List<PluginBinder> binders) {
        require(PluginState.STARTED);
        return step(
                "be bound",
                () -> {
                    for (PluginBinder binder : binders) {
                        binder.bind(loaded.plugin(), bound);
                    }
                },
                PluginState.STARTED);
    }

    /** Takes back what {@link #bind} did. */
    void unbind() {
        bound.close();
        bound = new Ownership(name());
    }

    /** Tells it to stop. A failure is logged: it has stopped all the same. */
    void stop() {
        require(PluginState.STARTED);
        unbind();
        tell("stop", loaded.plugin()::onStop);
        owner.closeToMark();
        state = PluginState.STOPPED;
    }

    /** Ends it, whatever its state, and takes back all it has got. */
    void unload() {
        if (state == PluginState.STARTED) {
            stop();
        }
        if (state == PluginState.RESOLVED || state == PluginState.STOPPED) {
            tell("unload", loaded.plugin()::onUnload);
        }
        release();
        if (state != PluginState.FAILED) {
            state = PluginState.UNLOADED;
        }
    }

    private void require(PluginState... possible) {
        if (!List.of(possible).contains(state)) {
            throw new IllegalStateException("plugin '" + name() + "' is " + state.label());
        }
    }

    private boolean step(String what, LifecycleThreads.Method method, PluginState then) {
        try {
            threads.run(threadName(what), classes(), method);
            state = then;
            return true;
        } catch (Exception | LinkageError e) {
            LOG.debug("Plugin failed to {} | plugin_name={}", what, name(), e); // who asked for it says so at WARN
            failure = "failed to " + what + ": " + e;
            boolean running = state == PluginState.STARTED;
            if (running) {
                unbind();
                tell("stop", loaded.plugin()::onStop);
            }
            if (running || state == PluginState.RESOLVED || state == PluginState.STOPPED) {
                tell("unload", loaded.plugin()::onUnload);
            }
            state = PluginState.FAILED;
            release();
            return false;
        }
    }

    private void tell(String what, LifecycleThreads.Method method) {
        try {
            threads.run(threadName(what), classes(), method);
        } catch (Exception | LinkageError e) {
            LOG.warn("Plugin failed to {} | plugin_name={}", what, name(), e);
        }
    }

    private void release() {
        bound.close();
        owner.close();
        loaded.definition().code().close();
    }

    private String threadName(String what) {
        return "wadi-plugin-" + name() + "-" + what.replace(' ', '-');
    }

    private ClassLoader classes() {
        return loaded.definition().code().loader();
    }
}
