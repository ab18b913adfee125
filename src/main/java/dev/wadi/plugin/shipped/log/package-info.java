/**
 * The shipped plugins that write down what happens, and what they leave out of it.
 *
 * <p>{@link dev.wadi.plugin.shipped.log.AuditLoggerPlugin} for messages, {@link
 * dev.wadi.plugin.shipped.log.StructuredLoggingPlugin} for events, {@link dev.wadi.plugin.shipped.log.Redaction} for both.
 */
@NullMarked
package dev.wadi.plugin.shipped.log;

import org.jspecify.annotations.NullMarked;
