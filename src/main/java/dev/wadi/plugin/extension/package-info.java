/**
 * The extension points.
 *
 * <p>Start with {@link dev.wadi.plugin.extension.ExtensionHub}: one for a running Wadi, which gives each plugin its own
 * {@link dev.wadi.plugin.spi.extension.ExtensionPoints}.
 */
@NullMarked
package dev.wadi.plugin.extension;

import org.jspecify.annotations.NullMarked;
