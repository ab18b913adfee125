package dev.wadi.plugin.spi.event;

/** Hears of events, one at a time, on a thread of the bus. What it throws is logged and counted, and stops nobody else. */
@FunctionalInterface
public interface EventListener {

    /**
     * Hears of one event.
     *
     * @throws Exception logged and counted as this plugin's; the next event comes all the same
     */
    void on(PluginEvent event) throws Exception;
}
