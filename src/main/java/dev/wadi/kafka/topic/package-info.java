/** Where Kafka is, and the topics in it: created when missing, unless that is switched off. */
@NullMarked
package dev.wadi.kafka.topic;

import org.jspecify.annotations.NullMarked;
