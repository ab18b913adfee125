package dev.wadi.dlq.letter;

import dev.wadi.kafka.ordered.HeldMark;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Gives letters up. Where later records of the key have to stay behind one, they needn't any more: that comes before the
 * note, so that it is not forgotten if we are killed between the two.
 */
public final class Discarder {

    /** A note may wait for the topic's metadata, which the publisher's own thread brings: it must not wait itself. */
    private final Executor notes = Executors.newVirtualThreadPerTaskExecutor();

    private final EventPublisher publisher;
    private final AuditTrail audit;

    public Discarder(EventPublisher publisher, AuditTrail audit) {
        this.publisher = publisher;
        this.audit = audit;
    }

    /** Discards a letter; completes once it is noted. */
    public CompletionStage<AuditEntry> discard(Letter letter, String reason) {
        Optional<OutgoingRecord> removal = HeldMark.removal(letter.source());
        return removal.isEmpty()
                ? audit.note(AuditEntry.Action.DISCARD, letter, reason)
                : publisher
                        .publish(removal.get())
                        .thenComposeAsync(place -> audit.note(AuditEntry.Action.DISCARD, letter, reason), notes);
    }
}
