/**
 * Values for variables that plugins know, by the extension point {@code config.load}.
 *
 * <p>Start with {@link dev.wadi.plugin.property.PluginVariables}.
 */
@NullMarked
package dev.wadi.plugin.property;

import org.jspecify.annotations.NullMarked;
