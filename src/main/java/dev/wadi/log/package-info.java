/**
 * What a line of the log says, and how it is written.
 *
 * <p>{@link dev.wadi.log.LogScope} knows what a thread works on; it is asked only when a line is written, so that a record
 * that nothing is logged of costs two writes to a field. {@link dev.wadi.log.WadiLayout} writes lines as text or as JSON,
 * and nothing passes it that {@link dev.wadi.secret.Redaction} takes for a secret. {@link dev.wadi.log.LineLogger} writes
 * the lines of plugins and handlers, {@link dev.wadi.log.RepeatedLines} holds back floods.
 */
@NullMarked
package dev.wadi.log;

import org.jspecify.annotations.NullMarked;
