/**
 * What metrics plugins measure, as Micrometer meters.
 *
 * <p>Start with {@link dev.wadi.plugin.metrics.MetricsCollection}.
 */
@NullMarked
package dev.wadi.plugin.metrics;

import org.jspecify.annotations.NullMarked;
