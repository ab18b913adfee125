/**
 * The plugins' part of {@code /health}.
 *
 * <p>{@link dev.wadi.plugin.health.component.PluginHealthChecks} gives Camel a check for each health plugin, and one for
 * the plugins as a whole.
 */
@NullMarked
package dev.wadi.plugin.health.component;

import org.jspecify.annotations.NullMarked;
