package dev.wadi.plugin.handler;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.ConfigException;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.runtime.CalledConnection;
import dev.wadi.plugin.runtime.PluginLogger;
import dev.wadi.plugin.spi.handler.HandlerEnvironment;
import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import java.util.function.Supplier;

/**
 * The environment of a step's handler.
 *
 * @param name by what the step names it
 * @param logger its logger
 * @param connections the connections there are
 * @param limits what it may call
 */
record StepEnvironment(String name, PluginLogger logger, Connections connections, Supplier<ActionLimits> limits)
        implements HandlerEnvironment {

    static StepEnvironment of(String name, Connections connections, Supplier<ActionLimits> limits) {
        return new StepEnvironment(name, PluginLogger.of(name), connections, limits);
    }

    @Override
    public void log(System.Logger.Level level, LogLine line) {
        logger.log(level, line);
    }

    @Override
    public PluginConnection connection(String connection) {
        try {
            PluginConnection called = new CalledConnection(connections.get(connection, "handler:" + name));
            return new LimitedConnection(called, name, limits);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
