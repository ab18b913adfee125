/**
 * The commands for those who write plugins: {@code wadi new plugin}, {@code wadi test}.
 *
 * <p>Start with {@link dev.wadi.launcher.plugin.PluginCommands}. What a new plugin consists of is in the resources
 * beside this package, a folder for each kind.
 */
@NullMarked
package dev.wadi.launcher.plugin;

import org.jspecify.annotations.NullMarked;
