/**
 * {@code kafka-ordered:}: consumes with concurrency beyond the number of partitions, in order per key, and commits only
 * the frontier.
 *
 * <p>Reading order: {@link dev.wadi.kafka.ordered.OrderedConsumer} (a route's consumer), {@link
 * dev.wadi.kafka.ordered.PollLoop} (the one thread that talks to Kafka), {@link dev.wadi.kafka.ordered.Shard} (a thread
 * that owns some keys and runs the route for their records), {@link dev.wadi.kafka.ordered.ConsumedRecord} (the
 * record's handle), {@link dev.wadi.kafka.ordered.OffsetLedger} (which offset may be committed) and {@link
 * dev.wadi.kafka.ordered.HeldKeys} (which keys wait behind a record that was put aside).
 */
@NullMarked
package dev.wadi.kafka.ordered;

import org.jspecify.annotations.NullMarked;
