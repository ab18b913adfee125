/**
 * Writing to Kafka: {@link dev.wadi.kafka.publish.EventPublisher} for Java, {@code publish:} for routes.
 */
@NullMarked
package dev.wadi.kafka.publish;

import org.jspecify.annotations.NullMarked;
