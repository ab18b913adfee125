/**
 * The commands for those who write plugins: {@code wadi new plugin}, {@code wadi test}, {@code wadi
 * plugins}.
 *
 * <p>Start with {@link dev.wadi.launcher.plugin.PluginCommands}. What the commands need of the project around them they get
 * from a {@link dev.wadi.launcher.plugin.Project}. What a new plugin consists of is in the resources
 * beside this package, a folder for each kind.
 */
@NullMarked
package dev.wadi.launcher.plugin;

import org.jspecify.annotations.NullMarked;
