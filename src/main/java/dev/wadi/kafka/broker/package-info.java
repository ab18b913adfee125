/** {@link dev.wadi.kafka.broker.EmbeddedBroker}: a real Kafka broker in this process, for a first try and for tests. */
@NullMarked
package dev.wadi.kafka.broker;

import org.jspecify.annotations.NullMarked;
