/**
 * Points at which plugins extend what Wadi does, and each other.
 *
 * <p>Start with {@link dev.wadi.plugin.spi.extension.ExtensionPoints}.
 */
@NullMarked
package dev.wadi.plugin.spi.extension;

import org.jspecify.annotations.NullMarked;
