package dev.wadi.plugin.event;

import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.kind.EventHandlerPlugin;

/**
 * Subscribes the handlers of event handler plugins.
 *
 * @param hub the bus
 */
public record EventHandlerBinder(EventHub hub) implements PluginBinder {

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        if (plugin instanceof EventHandlerPlugin handler) {
            EventBus bus = hub.forPlugin(owner);
            handler.eventSubscriptions().forEach(bus::subscribe);
        }
    }
}
