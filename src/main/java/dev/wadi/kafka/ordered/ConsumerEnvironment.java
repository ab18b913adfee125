package dev.wadi.kafka.ordered;

import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.Fate;
import dev.wadi.record.OutcomeListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What all consumers of a process share.
 *
 * @param kafka how to reach Kafka
 * @param topics creates missing topics
 * @param fate what becomes of records that a route leaves undelivered
 * @param retries how often and when a record that fails for a while is tried again, unless its consumer says otherwise
 * @param listener hears of each record's end
 * @param running the consumers' statistics, each from its start on
 * @param meters where statistics are exported
 * @param clock tells when
 */
public record ConsumerEnvironment(
        KafkaSettings kafka,
        Topics topics,
        Fate fate,
        RetrySchedule retries,
        OutcomeListener listener,
        RunningConsumers running,
        MeterRegistry meters,
        Clock clock) {}
