package dev.wadi.dlq.letter;

import dev.wadi.config.ConfigException;
import dev.wadi.dlq.letter.AuditEntry.Action;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Notes in a topic of its own what is done with letters. The topic is kept for ever and is not compacted: a letter whose
 * entries were gone would be listed, and replayed, again; and each thing that was done is to stay on record.
 */
public final class AuditTrail {

    /** The topic: key is the letter's id, value an {@link AuditEntry} as JSON. */
    public static final String TOPIC = "wadi.dlq.audit";

    private final EventPublisher publisher;
    private final Clock clock;
    private final String by;

    /**
     * A trail of one operator.
     *
     * @param by the user of the operating system
     * @throws ConfigException if the topic is missing and may not be created: nothing must be done that is not noted
     */
    public AuditTrail(EventPublisher publisher, Topics topics, Clock clock, String by) {
        this.publisher = publisher;
        this.clock = clock;
        this.by = by;
        topics.ensureKept(TOPIC);
        if (!topics.named(TOPIC).contains(TOPIC)) {
            throw new ConfigException(
                    "wadi.kafka.create-topics",
                    "the topic " + TOPIC + " is missing, and is not to be created. Create it with one partition and"
                            + " retention.ms=-1, or allow it");
        }
    }

    /** Notes what was done; completes once it is safe. */
    public CompletionStage<AuditEntry> note(Action action, Letter letter, String reason) {
        AuditEntry entry = new AuditEntry(
                action, letter.id(), letter.cause(), by, clock.instant().truncatedTo(ChronoUnit.MILLIS), reason);
        byte[] key = letter.id().toString().getBytes(StandardCharsets.UTF_8);
        return publisher
                .publish(new OutgoingRecord(TOPIC, key, entry.json(), List.of()))
                .thenApply(place -> entry);
    }
}
