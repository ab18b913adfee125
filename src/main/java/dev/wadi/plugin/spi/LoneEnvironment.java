package dev.wadi.plugin.spi;

import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;

/** The environment of a plugin that runs in a Camel context without Wadi: a logger and a memory, and nothing else. */
final class LoneEnvironment implements PluginEnvironment {

    private final String name;
    private final System.Logger logger;
    private final ConcurrentMap<String, Object> state = new ConcurrentHashMap<>();

    LoneEnvironment(String name) {
        this.name = name;
        this.logger = System.getLogger("dev.wadi.plugin." + name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return state;
    }

    @Override
    public PluginConnection connection(String connection) {
        throw new IllegalArgumentException("no connection is named '" + connection + "': there are none here");
    }

    @Override
    public EventBus events() {
        throw absent("event bus");
    }

    @Override
    public ExtensionPoints extensionPoints() {
        throw absent("extension points");
    }

    @Override
    public void registerAction(String kind, ActionHandler handler) {
        throw absent("actions");
    }

    @Override
    public ScheduledExecutorService scheduler() {
        throw absent("scheduler");
    }

    @Override
    public <T extends AutoCloseable> T own(T resource) {
        throw absent("owner for what it opens");
    }

    private IllegalStateException absent(String what) {
        return new IllegalStateException(
                "plugin '" + name + "' runs in a Camel context without Wadi, which has no " + what + " for it");
    }
}
