/** Tests of the metrics. */
@NullMarked
package dev.wadi.manage.metrics;

import org.jspecify.annotations.NullMarked;
