package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.plugin.spi.event.EventListener;
import java.util.Map;

/** A plugin that hears of events. */
public interface EventHandlerPlugin extends Plugin {

    /**
     * What it listens to, asked for once, before it starts.
     *
     * @return by the type of the event or a pattern such as {@code user.*}, who hears of it
     */
    Map<String, EventListener> eventSubscriptions();

    @Override
    default PluginResult execute(PluginContext context) throws Exception {
        return PluginResult.success();
    }
}
