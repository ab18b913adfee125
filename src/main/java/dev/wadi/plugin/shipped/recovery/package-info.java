/**
 * The shipped plugin that raises the alarm when errors pile up: {@link
 * dev.wadi.plugin.shipped.recovery.ErrorRecoveryPlugin}.
 */
@NullMarked
package dev.wadi.plugin.shipped.recovery;

import org.jspecify.annotations.NullMarked;
