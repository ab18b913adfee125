package dev.wadi.plugin.spi.handler;

import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import dev.wadi.plugin.spi.log.StructuredLog;

/** What Wadi has for a handler. Thread-safe. */
public interface HandlerEnvironment extends StructuredLog {

    /** By what its step names it. */
    String name();

    /** The handler's own logger. */
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
}
