package dev.wadi.plugin.spi;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * What runs a plugin that is a step of a route. Where Camel's registry has none (in a plain test), the plugin runs by
 * itself: headers and filters take effect, and any other action is an error instead of being lost.
 */
@FunctionalInterface
public interface PluginHost {

    /**
     * Runs a plugin, with the meaning of Camel's {@link org.apache.camel.AsyncProcessor#process}.
     *
     * @param callback told once the exchange may go on
     * @return true if that was so before this method returned; false if it is told later, or on another thread, because
     *     the plugin has run out of time
     */
    boolean run(Plugin plugin, Exchange exchange, AsyncCallback callback);
}
