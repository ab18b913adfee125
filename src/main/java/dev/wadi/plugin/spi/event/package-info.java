/**
 * Events between plugins, and from Wadi to plugins.
 *
 * <p>Start with {@link dev.wadi.plugin.spi.event.EventBus}.
 */
@NullMarked
package dev.wadi.plugin.spi.event;

import org.jspecify.annotations.NullMarked;
