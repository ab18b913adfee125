/**
 * The log for plugins and handlers: a text, and beside it values that a log store can search by.
 *
 * <p>{@link dev.wadi.plugin.spi.log.StructuredLog} is what they write to, a {@link dev.wadi.plugin.spi.log.LogLine} what
 * is written.
 */
@NullMarked
package dev.wadi.plugin.spi.log;

import org.jspecify.annotations.NullMarked;
