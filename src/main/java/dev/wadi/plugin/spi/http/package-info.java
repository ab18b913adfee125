/**
 * HTTP as plugins see it: calls of named connections, and requests that pass through middleware.
 *
 * <p>Start with {@link dev.wadi.plugin.spi.http.PluginConnection} to call, or {@link
 * dev.wadi.plugin.spi.http.HttpRequest} for middleware.
 */
@NullMarked
package dev.wadi.plugin.spi.http;

import org.jspecify.annotations.NullMarked;
