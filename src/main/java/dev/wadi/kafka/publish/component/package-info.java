/** {@code publish:topic}: the producer for routes, over {@link dev.wadi.kafka.publish.EventPublisher}. */
@NullMarked
package dev.wadi.kafka.publish.component;

import org.jspecify.annotations.NullMarked;
