package dev.wadi.dlq;

import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on Kafka. A letter that can't be written is tried again until it can: its record stays open meanwhile,
 * and nothing past it is committed.
 */
public final class KafkaDeadLetters implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int REMIND_EVERY = 60; // tries

    /**
     * A write may wait for the topic's metadata. Letters come from the publisher's own thread, from event loops and from
     * shards: none of these may be held up, the first least of all, since it is what brings the metadata.
     */
    private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

    private final EventPublisher publisher;
    private final ScheduledExecutorService scheduler;

    /**
     * Dead letters that are written with the publisher.
     *
     * @param scheduler for the tries after the first; when it shuts down, letters still unwritten fail
     */
    public KafkaDeadLetters(EventPublisher publisher, ScheduledExecutorService scheduler) {
        this.publisher = publisher;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        DeadLetterTarget target = letter.record().deadLetterTarget();
        LOG.warn(
                "dead letter | topic={} kind={} family={} stage={} record={} cause={}",
                target.topic(),
                letter.kind(),
                letter.family().label(),
                letter.stage(),
                letter.record().source().place(),
                letter.cause());
        CompletableFuture<Void> parked = new CompletableFuture<>();
        OutgoingRecord outgoing = envelope(letter, target);
        writers.execute(() -> write(outgoing, parked, 1));
        return parked;
    }

    private static OutgoingRecord envelope(DeadLetter letter, DeadLetterTarget target) {
        SourceRecord source = letter.record().source();
        byte[] value =
                switch (target.form()) {
                    case ORIGINAL -> source.value();
                    case WORKER_ERROR -> WorkerError.of(letter);
                };
        return new OutgoingRecord(target.topic(), source.key(), value, FailureHeaders.of(letter));
    }

    private void write(OutgoingRecord outgoing, CompletableFuture<Void> parked, int attempt) {
        var unused = publisher.publish(outgoing).whenComplete((place, thrown) -> {
            if (thrown == null) {
                parked.complete(null);
            } else {
                if (attempt % REMIND_EVERY == 1) {
                    LOG.warn(
                            "dead letter not written, trying again every second; its record stays open | topic={}"
                                    + " attempts={} cause={}",
                            outgoing.topic(),
                            attempt,
                            DeadLetter.describe(thrown));
                }
                writeLater(outgoing, parked, attempt + 1);
            }
        });
    }

    private void writeLater(OutgoingRecord outgoing, CompletableFuture<Void> parked, int attempt) {
        try {
            var unused = scheduler.schedule(
                    () -> writers.execute(() -> write(outgoing, parked, attempt)),
                    AGAIN_AFTER.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            parked.completeExceptionally(e);
        }
    }
}
