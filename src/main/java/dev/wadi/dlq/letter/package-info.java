/**
 * Dead letters as they are found in Kafka, for people: read, grouped by cause, and resolved.
 *
 * <p>Start with {@link dev.wadi.dlq.letter.LetterBox}, which reads them. A {@link dev.wadi.dlq.letter.Letter} is known by
 * its place. It is resolved once the {@link dev.wadi.dlq.letter.AuditTrail} says that it was replayed or discarded: the
 * letter itself stays in its topic for as long as Kafka keeps it.
 */
@NullMarked
package dev.wadi.dlq.letter;

import org.jspecify.annotations.NullMarked;
