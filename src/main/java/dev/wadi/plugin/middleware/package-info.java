/**
 * The middleware: what HTTP requests pass on their way in and out.
 *
 * <p>Start with {@link dev.wadi.plugin.middleware.MiddlewareChain}. {@link dev.wadi.plugin.middleware.OutboundMiddleware}
 * stands around the calls of connections, {@link dev.wadi.plugin.middleware.InboundMiddleware} before the routes of the
 * application's HTTP server.
 */
@NullMarked
package dev.wadi.plugin.middleware;

import org.jspecify.annotations.NullMarked;
