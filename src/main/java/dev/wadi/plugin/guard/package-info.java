/**
 * Keeps a plugin from harming the messages and the other plugins: limits, and what happens past them.
 *
 * <p>{@link dev.wadi.plugin.guard.Watchdog} takes a message from a plugin that has run out of time, by way of the {@link
 * dev.wadi.plugin.guard.WatchedRun} that it is in. {@link dev.wadi.plugin.guard.PluginGuard} decides before each
 * execution whether the plugin may run. No code of a JVM can be stopped from outside: what does not come back keeps its
 * thread, is counted, and past a bound its plugin runs no more until enough have come back.
 */
@NullMarked
package dev.wadi.plugin.guard;

import org.jspecify.annotations.NullMarked;
