/**
 * Dead letters: what could not be delivered, kept with its original bytes and the story of its failure.
 *
 * <p>{@link dev.wadi.dlq.KafkaDeadLetters} writes them, {@code dead-letter:} is the endpoint for routes. {@link
 * dev.wadi.record.FailureHeaders} lists the headers that each one carries.
 */
@NullMarked
package dev.wadi.dlq;

import org.jspecify.annotations.NullMarked;
