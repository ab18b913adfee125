package dev.wadi.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The headers that Wadi adds to a record in a retry, replay or dead-letter topic. They all start with {@link #PREFIX};
 * headers of that prefix are never taken over from outside.
 */
public final class FailureHeaders {

    /** What the name of each of our headers starts with. */
    public static final String PREFIX = "wadi-";

    /** {@code record} or {@code action}. */
    public static final String KIND = PREFIX + "kind";

    /** The family of the cause, such as {@code payload}. */
    public static final String FAMILY = PREFIX + "family";

    /** The cause, at most 500 characters. */
    public static final String CAUSE = PREFIX + "cause";

    /** Where it happened: a route id, or route, plugin and action. */
    public static final String STAGE = PREFIX + "stage";

    /** The id of the route whose record it is. */
    public static final String CONSUMER = PREFIX + "consumer";

    /** The consumer group whose record it is: of a retry or replay topic's records it takes its own only. */
    public static final String GROUP = PREFIX + "group";

    /** How often it was tried, earlier rounds included. */
    public static final String ATTEMPTS = PREFIX + "attempts";

    /** How often it went through a retry topic. */
    public static final String RETRIES = PREFIX + "retries";

    /** How often it was replayed from the dead letters. */
    public static final String REPLAYS = PREFIX + "replays";

    /** When it failed for the first time: ISO-8601, UTC. */
    public static final String FIRST_FAILED_AT = PREFIX + "first-failed-at";

    /** When it failed last: ISO-8601, UTC. */
    public static final String FAILED_AT = PREFIX + "failed-at";

    /** In a retry topic, when it is to be tried again: ISO-8601, UTC. */
    public static final String DUE = PREFIX + "due";

    /** Where the record first came in. */
    public static final String ORIGIN_TOPIC = PREFIX + "origin-topic";

    public static final String ORIGIN_PARTITION = PREFIX + "origin-partition";
    public static final String ORIGIN_OFFSET = PREFIX + "origin-offset";

    /** The topic it was consumed from, without the ending of a retry or replay topic. */
    public static final String TOPIC = PREFIX + "topic";

    /** What a dead action would have sent, as JSON. */
    public static final String ACTION = PREFIX + "action";

    private FailureHeaders() {}

    /** The record's own headers and all that tell of its failure. */
    public static List<Header> of(DeadLetter letter) {
        RecordHandle handle = letter.record();
        History before = handle.history();
        Origin origin = handle.origin();
        List<Header> headers = foreign(handle.source().headers());
        headers.add(text(KIND, letter.kind().name().toLowerCase(Locale.ROOT)));
        headers.add(text(FAMILY, letter.family().label()));
        headers.add(text(CAUSE, letter.cause()));
        headers.add(text(STAGE, letter.stage()));
        headers.add(text(CONSUMER, handle.consumer()));
        headers.add(text(GROUP, handle.group()));
        headers.add(text(TOPIC, handle.topic()));
        headers.add(text(ATTEMPTS, before.attempts() + letter.attempts()));
        headers.add(text(RETRIES, before.retries()));
        headers.add(text(REPLAYS, before.replays()));
        headers.add(text(FIRST_FAILED_AT, Objects.requireNonNullElse(before.firstFailedAt(), letter.failedAt())));
        headers.add(text(FAILED_AT, letter.failedAt()));
        headers.add(text(ORIGIN_TOPIC, origin.topic()));
        headers.add(text(ORIGIN_PARTITION, origin.partition()));
        headers.add(text(ORIGIN_OFFSET, origin.offset()));
        String action = letter.payload();
        if (action != null) {
            headers.add(text(ACTION, action));
        }
        return headers;
    }

    /** The same for a retry topic: with one retry more, and when it is due. */
    public static List<Header> ofRetry(DeadLetter letter, Instant due) {
        List<Header> headers = of(letter);
        headers.removeIf(header -> header.name().equals(RETRIES));
        headers.add(text(RETRIES, letter.record().history().retries() + 1));
        headers.add(text(DUE, due));
        return headers;
    }

    /** Those that are not ours. */
    public static List<Header> foreign(List<Header> headers) {
        List<Header> foreign = new ArrayList<>(headers.size());
        for (Header header : headers) {
            if (!header.name().startsWith(PREFIX)) {
                foreign.add(header);
            }
        }
        return foreign;
    }

    /** A header of text. */
    public static Header text(String name, Object value) {
        return new Header(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
