/**
 * Limits on what plugins may take up: time, and lines in the log.
 *
 * <p>Start with {@link dev.wadi.plugin.limit.LimitedCalls}, which calls a plugin's methods with a time limit.
 */
@NullMarked
package dev.wadi.plugin.limit;

import org.jspecify.annotations.NullMarked;
