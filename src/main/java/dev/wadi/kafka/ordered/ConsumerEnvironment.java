package dev.wadi.kafka.ordered;

import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.OutcomeListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What all consumers of a process share.
 *
 * @param kafka how to reach Kafka
 * @param topics creates missing topics
 * @param deadLetters keeps what a route leaves undelivered
 * @param listener hears of each record's end
 * @param running the consumers' statistics, each from its start on
 * @param meters where statistics are exported
 * @param clock tells when
 */
public record ConsumerEnvironment(
        KafkaSettings kafka,
        Topics topics,
        DeadLetters deadLetters,
        OutcomeListener listener,
        RunningConsumers running,
        MeterRegistry meters,
        Clock clock) {}
