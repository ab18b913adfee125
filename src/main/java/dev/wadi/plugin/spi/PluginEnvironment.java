package dev.wadi.plugin.spi;

import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.plugin.spi.log.StructuredLog;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What Wadi has for a plugin. All that a plugin gets or registers here is its own, and ends with it: subscriptions,
 * handlers, actions, scheduled work. Thread-safe.
 */
public interface PluginEnvironment extends StructuredLog {

    /** That of a plugin that runs without Wadi, in a plain Camel context: a logger and a memory, and nothing else. */
    static PluginEnvironment alone(String name) {
        return new LoneEnvironment(name);
    }

    /** The plugin's name in this installation. */
    String name();

    /** The plugin's own logger. */
    System.Logger logger();

    @Override
    default boolean isLoggable(System.Logger.Level level) {
        return logger().isLoggable(level);
    }

    @Override
    default void log(System.Logger.Level level, LogLine line) {
        logger().log(level, line.toString(), line.thrown());
    }

    /**
     * A named connection.
     *
     * @throws IllegalArgumentException if there is none of that name: it names those there are
     */
    PluginConnection connection(String name);

    /**
     * What the plugin remembers between its executions; for all its stages and threads. Texts, numbers, booleans, times
     * and lists, sets and maps of them are handed on when the plugin is reloaded; anything else is left behind.
     */
    ConcurrentMap<String, Object> state();

    /** The event bus. */
    EventBus events();

    /** The extension points. */
    ExtensionPoints extensionPoints();

    /**
     * Makes an action of this plugin's known, which any plugin may then ask for.
     *
     * @param kind its name, such as {@code send_email}
     * @throws IllegalArgumentException if the name is taken
     */
    void registerAction(String kind, ActionHandler handler);

    /** Threads for work in the background; they end with the plugin. */
    ScheduledExecutorService scheduler();

    /** Has something closed after the plugin was unloaded, the last one first. */
    <T extends AutoCloseable> T own(T resource);
}
