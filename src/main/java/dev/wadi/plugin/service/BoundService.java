package dev.wadi.plugin.service;

import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.spi.kind.ServicePlugin;

/**
 * A service plugin at work.
 *
 * @param name its name
 * @param plugin the plugin
 * @param registering where it is told of this instance
 * @param finding where it is asked for others
 */
record BoundService(String name, ServicePlugin plugin, CallSlot registering, CallSlot finding) {

    static BoundService of(String name, ServicePlugin plugin, LimitedCalls calls) {
        return new BoundService(name, plugin, calls.slot(plugin), calls.slot(plugin));
    }
}
