package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionExecutor;
import dev.wadi.plugin.guard.PluginListener;
import dev.wadi.plugin.guard.Watchdog;
import java.time.Clock;

/**
 * What all stages share.
 *
 * @param actions carries out what plugins ask for
 * @param meters what is measured of them
 * @param listener hears of those that fail
 * @param watchdog takes messages from those that run out of time
 * @param clock for the contexts
 */
record StageParts(
        ActionExecutor actions, MetersOfPlugins meters, PluginListener listener, Watchdog watchdog, Clock clock) {}
