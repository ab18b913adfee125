/**
 * Finding plugins and running them.
 *
 * <p>Start with {@link dev.wadi.plugin.runtime.PluginLoader}, which turns {@code plugins/<name>/config.yaml} into {@link
 * dev.wadi.plugin.runtime.LoadedPlugin}s. {@link dev.wadi.plugin.runtime.PluginRegistry} knows which of them run at a
 * stage, {@link dev.wadi.plugin.runtime.StageRunner} runs them for one message. A plugin's failure is never the
 * message's.
 */
@NullMarked
package dev.wadi.plugin.runtime;

import org.jspecify.annotations.NullMarked;
