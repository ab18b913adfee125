package dev.wadi.kafka.publish;

import dev.wadi.log.RepeatedLines;
import dev.wadi.record.CausePattern;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that must not be lost: tries again every second, without end, until Kafka has acknowledged them.
 * Thread-safe, never blocks.
 */
public final class PersistentPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentPublisher.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int REMIND_EVERY = 60; // tries

    /**
     * A write may wait for the topic's metadata. Records come from the publisher's own thread, from event loops and from
     * shards: none of these may be held up, the first least of all, since it is what brings the metadata.
     */
    private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

    private final RepeatedLines repeated = new RepeatedLines(LOG);
    private final EventPublisher publisher;
    private final ScheduledExecutorService scheduler;

    /** What was refused at least once and is not written yet, with the last refusal. */
    private final Map<OutgoingRecord, String> refused = new ConcurrentHashMap<>();

    /**
     * Writes with the publisher.
     *
     * @param scheduler for the tries after the first; when it shuts down, what is still unwritten fails
     */
    public PersistentPublisher(EventPublisher publisher, ScheduledExecutorService scheduler) {
        this.publisher = publisher;
        this.scheduler = scheduler;
    }

    /** Writes a record; completes with its place once it is acknowledged, and fails only if we stop before. */
    public CompletionStage<Origin> write(OutgoingRecord outgoing) {
        CompletableFuture<Origin> written = new CompletableFuture<>();
        writers.execute(() -> write(outgoing, written, 1));
        return written;
    }

    /** What keeps records from being written just now, if anything. */
    public Optional<String> trouble() {
        return refused.entrySet().stream()
                .findFirst()
                .map(first -> refused.size() + " records wait to be written, such as one for the topic "
                        + first.getKey().topic() + ": " + first.getValue());
    }

    private void write(OutgoingRecord outgoing, CompletableFuture<Origin> written, int attempt) {
        var unused = publisher.publish(outgoing).whenComplete((place, thrown) -> {
            if (thrown == null) {
                refused.remove(outgoing);
                written.complete(place);
                return;
            }
            String cause = DeadLetter.describe(thrown);
            refused.put(outgoing, cause);
            if (attempt % REMIND_EVERY == 1) {
                LOG.atLevel(repeated.level("not written to " + outgoing.topic() + ": " + CausePattern.of(cause)))
                        .log(
                                "not written, trying again every second; its record stays open | topic={} attempts={} cause={}",
                                outgoing.topic(),
                                attempt,
                                cause);
            }
            writeLater(outgoing, written, attempt + 1);
        });
    }

    private void writeLater(OutgoingRecord outgoing, CompletableFuture<Origin> written, int attempt) {
        try {
            var unused = scheduler.schedule(
                    () -> writers.execute(() -> write(outgoing, written, attempt)),
                    AGAIN_AFTER.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            refused.remove(outgoing);
            written.completeExceptionally(e);
        }
    }
}
