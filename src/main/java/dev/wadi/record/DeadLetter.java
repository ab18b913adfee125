package dev.wadi.record;

import dev.wadi.secret.Redaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record, or an action of a record, that could not be delivered.
 *
 * @param kind what could not be delivered
 * @param record the record
 * @param family the family of the cause
 * @param cause the cause without secrets, at most 500 characters
 * @param stage where it happened: a route id, or plugin and action
 * @param attempts how often it was tried
 * @param failedAt when it failed
 * @param payload what the action would have sent, as JSON; null for a record
 */
public record DeadLetter(
        Kind kind,
        RecordHandle record,
        FailureFamily family,
        String cause,
        String stage,
        int attempts,
        Instant failedAt,
        @Nullable String payload) {

    private static final int MAX_CAUSE = 500;

    /** What could not be delivered. */
    public enum Kind {
        /** A record that failed. */
        RECORD,
        /** An action of a record. */
        ACTION,
        /** A record that was not tried: it has to stay behind an earlier one of its key. */
        HELD
    }

    public DeadLetter {
        cause = cut(Redaction.hide(cause));
    }

    private static String cut(String cause) {
        if (cause.length() <= MAX_CAUSE) {
            return cause;
        }
        boolean insideOfCharacter = Character.isHighSurrogate(cause.charAt(MAX_CAUSE - 1));
        return cause.substring(0, insideOfCharacter ? MAX_CAUSE - 1 : MAX_CAUSE);
    }

    /** A record that failed. */
    public static DeadLetter ofRecord(RecordHandle record, Throwable thrown, String stage, Instant failedAt) {
        return new DeadLetter(
                Kind.RECORD,
                record,
                FailureFamily.of(thrown),
                describe(thrown),
                stage,
                Failure.attemptsOf(thrown),
                failedAt,
                null);
    }

    /** The message of the throwable that is worth showing: its own, else its type's name; without secrets. */
    public static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : Redaction.hide(message);
    }
}
