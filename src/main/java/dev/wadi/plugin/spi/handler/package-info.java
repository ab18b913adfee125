/**
 * What the author of a handler sees: code that is one step of a route, and enriches, leaves out or refuses messages.
 *
 * <p>{@link dev.wadi.plugin.spi.handler.EnrichmentHandler}, or {@link
 * dev.wadi.plugin.spi.handler.AsyncEnrichmentHandler} where it waits for something; {@link
 * dev.wadi.plugin.spi.handler.EnrichmentContext} is a message, {@link dev.wadi.plugin.spi.handler.EnrichmentResult} what
 * came out. A plugin that brings handlers is a {@link dev.wadi.plugin.spi.kind.HandlerPlugin}.
 */
@NullMarked
package dev.wadi.plugin.spi.handler;

import org.jspecify.annotations.NullMarked;
