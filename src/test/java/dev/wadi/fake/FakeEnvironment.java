package dev.wadi.fake;

import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;

/** An environment with a logger of the test's, and nothing else of its own. */
public record FakeEnvironment(PluginEnvironment behind, System.Logger logger) implements PluginEnvironment {

    public static PluginEnvironment of(String name, System.Logger logger) {
        return new FakeEnvironment(PluginEnvironment.alone(name), logger);
    }

    @Override
    public String name() {
        return behind.name();
    }

    @Override
    public PluginConnection connection(String name) {
        return behind.connection(name);
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return behind.state();
    }

    @Override
    public EventBus events() {
        return behind.events();
    }

    @Override
    public ExtensionPoints extensionPoints() {
        return behind.extensionPoints();
    }

    @Override
    public void registerAction(String kind, ActionHandler handler) {
        behind.registerAction(kind, handler);
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return behind.scheduler();
    }

    @Override
    public <T extends AutoCloseable> T own(T resource) {
        return behind.own(resource);
    }
}
