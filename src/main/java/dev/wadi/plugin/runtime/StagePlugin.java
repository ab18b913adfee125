package dev.wadi.plugin.runtime;

import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import java.util.Set;

/**
 * A plugin at one stage, with all that an execution needs.
 *
 * @param name the plugin's name
 * @param plugin the instance
 * @param eventTypes for what it runs; empty means for everything
 * @param guard decides whether it may run; the same at all stages
 * @param meters what is measured of it at this stage
 */
record StagePlugin(String name, Plugin plugin, Set<String> eventTypes, PluginGuard guard, PluginMeters meters) {

    boolean runsFor(PluginContext context) {
        return eventTypes.isEmpty() || eventTypes.contains(context.eventType());
    }

    long timeoutNanos() {
        return guard.timeoutNanos();
    }
}
