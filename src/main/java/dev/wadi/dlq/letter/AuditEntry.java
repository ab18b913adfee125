package dev.wadi.dlq.letter;

import dev.wadi.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with a dead letter.
 *
 * @param action what
 * @param letter the letter's id
 * @param cause the cause for which it was dead
 * @param by the user of the operating system
 * @param at when
 * @param reason why, or what came of it; may be empty
 */
public record AuditEntry(Action action, LetterId letter, String cause, String by, Instant at, String reason) {

    /** What can be done with a letter. */
    public enum Action {
        /** Given to its consumer again, or carried out: resolved. */
        REPLAY,
        /** An action was carried out again, and failed again. */
        REPLAY_FAILED,
        /** Given up: resolved. */
        DISCARD;

        boolean resolves() {
            return this != REPLAY_FAILED;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads an entry; empty if the value is something else. */
    static Optional<AuditEntry> read(byte @Nullable [] value) {
        try {
            Map<String, @Nullable Object> fields = Json.object(value);
            return Optional.of(new AuditEntry(
                    Action.valueOf(text(fields, "action").toUpperCase(Locale.ROOT)),
                    LetterId.parse(text(fields, "letter")).orElseThrow(),
                    text(fields, "cause"),
                    text(fields, "by"),
                    Instant.parse(text(fields, "at")),
                    text(fields, "reason")));
        } catch (RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return Objects.requireNonNullElse(fields.get(name), "").toString();
    }

    byte[] json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("action", action.label());
        fields.put("letter", letter.toString());
        fields.put("cause", cause);
        fields.put("by", by);
        fields.put("at", at.toString());
        fields.put("reason", reason);
        return Json.bytes(fields);
    }

    /** The entry as a line for people. */
    @Override
    public String toString() {
        String what =
                switch (action) {
                    case REPLAY -> "replayed ";
                    case REPLAY_FAILED -> "failed again ";
                    case DISCARD -> "discarded ";
                };
        return what + letter + (reason.isEmpty() ? "" : "  " + reason) + "  (" + by + ", "
                + at.truncatedTo(ChronoUnit.SECONDS) + ")";
    }
}
