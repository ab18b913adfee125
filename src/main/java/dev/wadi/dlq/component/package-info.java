/**
 * {@code retry:later} and {@code dead-letter:failed}: what becomes of the records of a failed exchange, for the error
 * handling of routes. {@link dev.wadi.record.Fate} decides, {@link dev.wadi.dlq.component.RetriesLeft} is the
 * condition that tells the two apart in a route.
 */
@NullMarked
package dev.wadi.dlq.component;

import org.jspecify.annotations.NullMarked;
