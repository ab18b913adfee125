package dev.wadi.plugin.spi;

import org.apache.camel.Exchange;

/**
 * What runs a plugin that is a step of a route. Where Camel's registry has none (in a plain test), the plugin runs by
 * itself: headers and filters take effect, and any other action is an error instead of being lost.
 */
@FunctionalInterface
public interface PluginHost {

    /** Runs a plugin for a message, and carries out what it asks for. */
    void run(Plugin plugin, Exchange exchange);
}
