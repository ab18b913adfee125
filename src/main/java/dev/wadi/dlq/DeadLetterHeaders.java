package dev.wadi.dlq;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.Header;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The headers of a dead letter: the record's own, untouched, and ours, which all start with {@link #PREFIX}. */
public final class DeadLetterHeaders {

    /** What the name of each of our headers starts with. */
    public static final String PREFIX = "wadi-dlq-";

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

    /** How often it was tried. */
    public static final String ATTEMPTS = PREFIX + "attempts";

    /** When it failed: ISO-8601, UTC. */
    public static final String FAILED_AT = PREFIX + "failed-at";

    /** Where the record first came in. */
    public static final String ORIGIN_TOPIC = PREFIX + "origin-topic";

    public static final String ORIGIN_PARTITION = PREFIX + "origin-partition";
    public static final String ORIGIN_OFFSET = PREFIX + "origin-offset";

    /** What a dead action would have sent, as JSON. */
    public static final String ACTION = PREFIX + "action";

    private DeadLetterHeaders() {}

    /** All headers of a letter. Headers of ours that the record came in with are left out: they are not to be believed. */
    static List<Header> of(DeadLetter letter) {
        SourceRecord source = letter.record().source();
        List<Header> headers = new ArrayList<>();
        for (Header own : source.headers()) {
            if (!own.name().startsWith(PREFIX)) {
                headers.add(own);
            }
        }
        headers.add(text(KIND, letter.kind().name().toLowerCase(Locale.ROOT)));
        headers.add(text(FAMILY, letter.family().label()));
        headers.add(text(CAUSE, letter.cause()));
        headers.add(text(STAGE, letter.stage()));
        headers.add(text(CONSUMER, letter.record().consumer()));
        headers.add(text(ATTEMPTS, Integer.toString(letter.attempts())));
        headers.add(text(FAILED_AT, letter.failedAt().toString()));
        headers.add(text(ORIGIN_TOPIC, letter.record().origin().topic()));
        headers.add(
                text(ORIGIN_PARTITION, Integer.toString(letter.record().origin().partition())));
        headers.add(text(ORIGIN_OFFSET, Long.toString(letter.record().origin().offset())));
        String action = letter.payload();
        if (action != null) {
            headers.add(text(ACTION, action));
        }
        return headers;
    }

    private static Header text(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
