package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.event.EventListener;
import java.util.Map;

/** A plugin that hears of events. */
public interface EventHandlerPlugin extends StagelessPlugin {

    /**
     * What it listens to, asked for once, before it starts.
     *
     * @return by the type of the event or a pattern such as {@code user.*}, who hears of it
     */
    Map<String, EventListener> eventSubscriptions();
}
