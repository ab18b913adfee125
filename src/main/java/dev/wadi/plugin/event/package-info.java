/**
 * The event bus.
 *
 * <p>Start with {@link dev.wadi.plugin.event.EventHub}: one for a running Wadi, which gives each plugin an {@link
 * dev.wadi.plugin.spi.event.EventBus} of its own.
 */
@NullMarked
package dev.wadi.plugin.event;

import org.jspecify.annotations.NullMarked;
