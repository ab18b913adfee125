package dev.wadi.plugin.service;

import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.spi.kind.ServicePlugin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A service plugin at work.
 *
 * @param name its name
 * @param plugin the plugin
 * @param registering where it is told of this instance
 * @param calls limits what it may take
 * @param finding where it is asked for others, by their names
 */
record BoundService(
        String name, ServicePlugin plugin, CallSlot registering, LimitedCalls calls, Map<String, CallSlot> finding) {

    static BoundService of(String name, ServicePlugin plugin, LimitedCalls calls) {
        return new BoundService(name, plugin, calls.slot(plugin), calls, new ConcurrentHashMap<>());
    }

    /** Where it is asked for a service: for each by itself, so that one that is slow holds up no other. */
    CallSlot finding(String service) {
        return finding.computeIfAbsent(service, first -> calls.slot(plugin));
    }
}
