/**
 * Plugins in routes: {@code stage:enrichment_complete?domain=claimx}.
 *
 * <p>{@link dev.wadi.plugin.component.StageComponent} is the component; {@link
 * dev.wadi.plugin.component.RoutePluginHost} runs a plugin that is itself a step of a route.
 */
@NullMarked
package dev.wadi.plugin.component;

import org.jspecify.annotations.NullMarked;
