package dev.wadi.dlq.letter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dead letter is known by: its place, written {@code claimx.events.raw.dlq/0/12}.
 *
 * @param topic the dead-letter topic
 * @param partition the partition, from 0
 * @param offset the offset in the partition
 */
public record LetterId(String topic, int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");

    /** The id that a text is, if it is one. */
    public static Optional<LetterId> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new LetterId(
                        written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + '/' + partition + '/' + offset;
    }
}
