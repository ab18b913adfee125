/**
 * What health plugins see, looked at on a schedule.
 *
 * <p>Start with {@link dev.wadi.plugin.health.HealthWatch}. It becomes part of {@code /health} through the package {@code
 * component}.
 */
@NullMarked
package dev.wadi.plugin.health;

import org.jspecify.annotations.NullMarked;
