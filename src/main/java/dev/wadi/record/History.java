package dev.wadi.record;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a record went through before: how often it failed, was retried and replayed. Told by the headers that we wrote
 * ({@link FailureHeaders}); those of records from anywhere but our own retry and replay topics are not believed.
 *
 * @param retries how often it went through a retry topic
 * @param attempts how often it was tried in all of that
 * @param replays how often an operator replayed it from the dead letters
 * @param firstFailedAt when it failed first; null if it never did
 */
public record History(
        int retries, int attempts, int replays, @Nullable Instant firstFailedAt) {

    /** Of a record that comes in for the first time. */
    public static final History NONE = new History(0, 0, 0, null);

    /** As a record of one of our own topics tells it. */
    public static History of(SourceRecord source) {
        return new History(
                number(source, FailureHeaders.RETRIES),
                number(source, FailureHeaders.ATTEMPTS),
                number(source, FailureHeaders.REPLAYS),
                instant(source));
    }

    private static int number(SourceRecord source, String header) {
        String text = source.header(header);
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static @Nullable Instant instant(SourceRecord source) {
        String text = source.header(FailureHeaders.FIRST_FAILED_AT);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
