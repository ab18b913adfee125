package dev.wadi.kafka.ordered;

import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.Topics;
import dev.wadi.record.Fate;
import dev.wadi.record.OutcomeListener;
import dev.wadi.record.Reopenings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What all consumers of a process share.
 *
 * @param kafka how to reach Kafka
 * @param topics creates missing topics
 * @param fate what becomes of records that a route leaves undelivered
 * @param writer writes what must not be lost
 * @param retries how often and when a record that fails for a while is tried again, unless its consumer says otherwise
 * @param reopenings tells of connections that are worth a call again
 * @param listener hears of each record's end
 * @param running the consumers' statistics, each from its start on
 * @param meters where statistics are exported
 * @param clock tells when
 */
public record ConsumerEnvironment(
        KafkaSettings kafka,
        Topics topics,
        Fate fate,
        PersistentPublisher writer,
        RetrySchedule retries,
        Reopenings reopenings,
        OutcomeListener listener,
        RunningConsumers running,
        MeterRegistry meters,
        Clock clock) {}
