/**
 * The shipped plugin that gives requests ids to follow them by: {@link
 * dev.wadi.plugin.shipped.tracing.RequestTracingPlugin}.
 */
@NullMarked
package dev.wadi.plugin.shipped.tracing;

import org.jspecify.annotations.NullMarked;
