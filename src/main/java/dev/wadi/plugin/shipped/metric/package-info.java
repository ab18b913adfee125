/**
 * The shipped plugins that measure: {@link dev.wadi.plugin.shipped.metric.CustomMetricsPlugin} messages, requests and
 * the machine, {@link dev.wadi.plugin.shipped.metric.EnrichmentMetricsPlugin} what enrichment yields.
 */
@NullMarked
package dev.wadi.plugin.shipped.metric;

import org.jspecify.annotations.NullMarked;
