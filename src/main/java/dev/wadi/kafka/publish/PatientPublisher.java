package dev.wadi.kafka.publish;

import dev.wadi.record.FailureFamily;
import dev.wadi.record.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes what must not make its record start again: a write that fails for a while is repeated until Kafka takes it.
 * What Kafka will never take fails at once.
 *
 * @param publisher makes the first try
 * @param persistent makes all others
 */
public record PatientPublisher(EventPublisher publisher, PersistentPublisher persistent) implements EventPublisher {

    @Override
    public CompletionStage<Origin> publish(OutgoingRecord outgoing) {
        return publisher
                .publish(outgoing)
                .exceptionallyCompose(thrown -> FailureFamily.of(thrown) == FailureFamily.TRANSIENT
                        ? persistent.write(outgoing)
                        : CompletableFuture.failedStage(thrown));
    }

    @Override
    public void prepare(String topic) {
        publisher.prepare(topic);
    }
}
