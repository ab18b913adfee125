/**
 * Micrometer metrics of a run.
 *
 * <p>Start with {@link dev.wadi.manage.metrics.Meters}, which holds the registry and the JVM's meters. {@link
 * dev.wadi.manage.metrics.RouteMetrics} times routes under the names that Camel's own route policy uses, for a tenth of
 * its cost.
 */
@NullMarked
package dev.wadi.manage.metrics;

import org.jspecify.annotations.NullMarked;
