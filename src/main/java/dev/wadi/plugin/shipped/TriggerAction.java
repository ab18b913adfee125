package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.PluginAction;

/** One thing that a trigger does for each task. */
@FunctionalInterface
interface TriggerAction {

    PluginAction forTask(TriggerPayload payload);
}
