package dev.wadi.plugin.runtime;

import dev.wadi.plugin.condition.PluginConditions;
import dev.wadi.plugin.guard.PluginGuard;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.util.Set;

/**
 * A plugin at one stage, with all that an execution needs.
 *
 * @param name the plugin's name
 * @param plugin the instance
 * @param environment what it has got from Wadi
 * @param eventTypes for what it runs; empty means for everything
 * @param conditions what must hold of a message
 * @param guard decides whether it may run; the same at all stages
 * @param meters what is measured of it at this stage
 */
record StagePlugin(
        String name,
        Plugin plugin,
        PluginEnvironment environment,
        Set<String> eventTypes,
        PluginConditions conditions,
        PluginGuard guard,
        PluginMeters meters) {

    boolean runsFor(PluginContext context) {
        return (eventTypes.isEmpty() || eventTypes.contains(context.eventType()))
                && (conditions.areNone() || conditions.hold(context));
    }

    long timeoutNanos() {
        return guard.timeoutNanos();
    }
}
