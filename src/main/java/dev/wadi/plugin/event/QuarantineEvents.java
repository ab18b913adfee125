package dev.wadi.plugin.event;

import dev.wadi.plugin.guard.PluginListener;
import java.util.Map;

/**
 * Tells on the bus of plugins that come into quarantine and out of it.
 *
 * @param events the bus
 */
public record QuarantineEvents(EventHub events) implements PluginListener {

    @Override
    public void quarantined(String plugin, String why) {
        events.publish("plugin.quarantined", Map.of("plugin", plugin, "reason", why));
    }

    @Override
    public void released(String plugin) {
        events.publish("plugin.released", Map.of("plugin", plugin));
    }
}
