/**
 * The shipped plugin that checks messages against rules: {@link dev.wadi.plugin.shipped.quality.DataQualityPlugin}.
 */
@NullMarked
package dev.wadi.plugin.shipped.quality;

import org.jspecify.annotations.NullMarked;
