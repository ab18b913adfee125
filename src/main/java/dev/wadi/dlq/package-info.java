/**
 * What becomes of a record that fails: it waits in a retry topic, or is kept as a dead letter, with its original bytes and
 * the story of its failure.
 *
 * <p>{@link dev.wadi.dlq.RetryTopics} and {@link dev.wadi.dlq.KafkaDeadLetters} write them, {@code retry:} and {@code
 * dead-letter:} are the endpoints for routes. {@link dev.wadi.record.FailureHeaders} lists the headers.
 */
@NullMarked
package dev.wadi.dlq;

import org.jspecify.annotations.NullMarked;
