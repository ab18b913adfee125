package dev.wadi.kafka.ordered;

import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The note that a record waits for another try, or is dead, and that the later records of its key have to stay behind it.
 * It is a record of the compacted topic {@code <topic>.held}, and is removed from there once nobody has to stay.
 *
 * @param id whose mark it is
 * @param key the record's key
 * @param topic where the record is now: a retry, replay or dead-letter topic
 * @param due when it is worked on again; null for a dead letter
 * @param blocker the first one of those that stay behind each other
 */
public record HeldMark(
        Id id, ByteBuffer key, String topic, @Nullable Instant due, Blocker blocker) {

    private static final String ENDING = ".held";

    /**
     * Whose mark it is.
     *
     * @param group the consumer group
     * @param origin where the record first came in
     */
    record Id(String group, Origin origin) {}

    /**
     * A record that failed.
     *
     * @param origin where it first came in
     * @param family the family of the cause
     * @param cause the cause
     */
    record Blocker(Origin origin, FailureFamily family, String cause) {}

    /** Where the marks are, of all groups that consume a topic. */
    static String topicOf(String consumed) {
        return consumed + ENDING;
    }

    /**
     * What removes the mark of a dead letter, so that the later records of its key needn't stay behind it any more.
     *
     * @param letter the dead letter, as it was found in its topic
     * @return to be written; empty if nobody stays behind the letter
     */
    public static Optional<OutgoingRecord> removal(SourceRecord letter) {
        String topic = letter.header(FailureHeaders.TOPIC);
        String group = letter.header(FailureHeaders.GROUP);
        return letter.header(FailureHeaders.HELD) == null || topic == null || group == null
                ? Optional.empty()
                : FailureHeaders.origin(letter).map(origin -> removal(topicOf(topic), new Id(group, origin)));
    }

    static OutgoingRecord removal(String marks, Id id) {
        return new OutgoingRecord(marks, HeldMarkJson.bytes(id), null, List.of());
    }

    /** The mark as it is written. */
    OutgoingRecord written(String marks) {
        return new OutgoingRecord(marks, HeldMarkJson.bytes(id), HeldMarkJson.bytes(this), List.of());
    }

    Origin origin() {
        return id.origin();
    }

    boolean isDead() {
        return due == null;
    }
}
