/**
 * The kinds of plugins that do more than run at a stage. A plugin may be of several.
 *
 * <p>{@link dev.wadi.plugin.spi.kind.EventHandlerPlugin}, {@link dev.wadi.plugin.spi.kind.MiddlewarePlugin}, {@link
 * dev.wadi.plugin.spi.kind.ServicePlugin}, {@link dev.wadi.plugin.spi.kind.HealthPlugin}, {@link
 * dev.wadi.plugin.spi.kind.MetricsPlugin}, {@link dev.wadi.plugin.spi.kind.HandlerPlugin}. One that leaves {@code execute} as it is here runs at no stage.
 */
@NullMarked
package dev.wadi.plugin.spi.kind;

import org.jspecify.annotations.NullMarked;
