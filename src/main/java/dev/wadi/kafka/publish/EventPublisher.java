package dev.wadi.kafka.publish;

import dev.wadi.record.Origin;
import java.util.concurrent.CompletionStage;

/** Writes records to Kafka, idempotently and with all acknowledgements. Thread-safe. */
public interface EventPublisher {

    /**
     * Writes a record. Records of one topic and key keep the order of the calls.
     *
     * @return where the record was written, once all in-sync replicas have it; fails with a
     *     {@link dev.wadi.record.Failure}: payload (too large, topic name not possible) or transient
     */
    CompletionStage<Origin> publish(OutgoingRecord record);

    /**
     * Creates the topic if it is missing and creation is not switched off, so that it is there before its first record.
     * May block; for the start of routes.
     */
    default void prepare(String topic) {}
}
