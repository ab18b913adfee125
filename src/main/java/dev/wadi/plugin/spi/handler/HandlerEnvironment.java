package dev.wadi.plugin.spi.handler;

import dev.wadi.plugin.spi.http.PluginConnection;

/** What Wadi has for a handler. Thread-safe. */
public interface HandlerEnvironment {

    /** By what its step names it. */
    String name();

    /** The handler's own logger. */
    System.Logger logger();

    /**
     * A named connection.
     *
     * @throws IllegalArgumentException if there is none of that name: it names those there are
     */
    PluginConnection connection(String name);
}
