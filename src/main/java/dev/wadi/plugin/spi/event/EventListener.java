package dev.wadi.plugin.spi.event;

/** Hears of events, one at a time, on a thread of the bus. What it throws is logged and counted, and stops nobody else. */
@FunctionalInterface
public interface EventListener {

    void on(PluginEvent event) throws Exception;
}
