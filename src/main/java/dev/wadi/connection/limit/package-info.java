/**
 * How much a connection does at a time.
 *
 * <p>{@link dev.wadi.connection.limit.RateLimit} says when a call may start, {@link dev.wadi.connection.limit.Permits}
 * how many may be under way, and {@link dev.wadi.connection.limit.AdaptiveLimit} finds that number by the time that calls
 * take. None of them blocks: who must wait is called back.
 */
@NullMarked
package dev.wadi.connection.limit;

import org.jspecify.annotations.NullMarked;
