/**
 * Named, shared HTTP endpoints: address, credentials, timeouts, retry and circuit breaker.
 *
 * <p>Start with {@link dev.wadi.connection.Connections}, which gives a {@link dev.wadi.connection.ConnectionClient} by
 * name. The only place where a call is tried again.
 */
@NullMarked
package dev.wadi.connection;

import org.jspecify.annotations.NullMarked;
