package dev.wadi.dlq.letter;

import dev.wadi.dlq.WorkerError;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import dev.wadi.record.History;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it was found: a record with the headers of {@link FailureHeaders}, told by its kind.
 *
 * @param source the record of the dead-letter topic
 */
public record Letter(SourceRecord source) {

    /** The letter that a record is, if it is one. */
    public static Optional<Letter> of(SourceRecord source) {
        return source.header(FailureHeaders.KIND) == null ? Optional.empty() : Optional.of(new Letter(source));
    }

    public LetterId id() {
        return new LetterId(source.topic(), source.partition(), source.offset());
    }

    /** Whether it is an action of a record that failed, and not the record. */
    public boolean isAction() {
        return text(FailureHeaders.KIND).equals("action");
    }

    public String family() {
        return text(FailureHeaders.FAMILY);
    }

    public String cause() {
        return text(FailureHeaders.CAUSE);
    }

    /** Where it happened. */
    public String stage() {
        return text(FailureHeaders.STAGE);
    }

    /** The id of the route whose record it is. */
    public String consumer() {
        return text(FailureHeaders.CONSUMER);
    }

    public String group() {
        return text(FailureHeaders.GROUP);
    }

    /** The topic that the route consumes. */
    public String topic() {
        return text(FailureHeaders.TOPIC);
    }

    /** Where the record first came in; the letter's own place if it does not say. */
    public Origin origin() {
        try {
            return new Origin(
                    text(FailureHeaders.ORIGIN_TOPIC),
                    Integer.parseInt(text(FailureHeaders.ORIGIN_PARTITION)),
                    Long.parseLong(text(FailureHeaders.ORIGIN_OFFSET)));
        } catch (NumberFormatException e) {
            return source.place();
        }
    }

    public History history() {
        return History.of(source);
    }

    /** When it failed last. */
    public Instant failedAt() {
        try {
            return Instant.parse(text(FailureHeaders.FAILED_AT));
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(source.timestamp());
        }
    }

    public Instant firstFailedAt() {
        return Objects.requireNonNullElseGet(history().firstFailedAt(), this::failedAt);
    }

    /** What a dead action would have sent, as JSON; empty for a record. */
    public Optional<String> action() {
        return Optional.ofNullable(source.header(FailureHeaders.ACTION));
    }

    /** The value of the record that failed. */
    public byte @Nullable [] original() {
        return WorkerError.original(source.value(), cause(), consumer())
                .map(WorkerError.Original::value)
                .orElse(source.value());
    }

    /** The headers that the record had when it came in. */
    public List<Header> foreignHeaders() {
        return FailureHeaders.foreign(source.headers());
    }

    private String text(String header) {
        return Objects.requireNonNullElse(source.header(header), "");
    }
}
