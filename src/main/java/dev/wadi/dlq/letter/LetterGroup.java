package dev.wadi.dlq.letter;

import dev.wadi.record.CausePattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The dead letters of one topic that failed at the same place for the same cause.
 *
 * @param id six hexadecimal digits; stays the same whatever letters come and go
 * @param topic the dead-letter topic
 * @param kind record or action
 * @param family the family of the cause
 * @param stage where it happened
 * @param cause what the causes have in common
 * @param count how many letters
 * @param first when one of them failed for the first time
 * @param last when one of them failed last
 * @param maxReplays how often the letter that was replayed most often was
 * @param example the id of the latest of them
 */
public record LetterGroup(
        String id,
        String topic,
        String kind,
        String family,
        String stage,
        String cause,
        int count,
        Instant first,
        Instant last,
        int maxReplays,
        LetterId example) {

    private static final int ID_LENGTH = 6;

    /** The id of the group that a letter belongs to. */
    public static String idOf(Letter letter) {
        return of(letter).id;
    }

    /** A group with one letter. */
    static LetterGroup of(Letter letter) {
        String topic = letter.source().topic();
        String kind = letter.isAction() ? "action" : "record";
        String pattern = CausePattern.of(letter.cause());
        String same = String.join("\n", topic, kind, letter.family(), letter.stage(), pattern);
        String id = UUID.nameUUIDFromBytes(same.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, ID_LENGTH);
        return new LetterGroup(
                id,
                topic,
                kind,
                letter.family(),
                letter.stage(),
                pattern,
                1,
                letter.firstFailedAt(),
                letter.failedAt(),
                letter.history().replays(),
                letter.id());
    }

    /** This group and the letters of the other one, which are of the same cause. */
    LetterGroup with(LetterGroup other) {
        boolean later = other.last.isAfter(last);
        return new LetterGroup(
                id,
                topic,
                kind,
                family,
                stage,
                cause,
                count + other.count,
                other.first.isBefore(first) ? other.first : first,
                later ? other.last : last,
                Math.max(maxReplays, other.maxReplays),
                later ? other.example : example);
    }
}
