package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a record that fails for a while is tried again, and how long it waits each time.
 *
 * @param delays the waits, one after the other; the last one again where there are more retries than waits
 * @param maxRetries how many retries there are
 */
public record RetrySchedule(List<Duration> delays, int maxRetries) {

    private static final Pattern DELAY = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** The waits of the pipelines that Wadi replaces: 5, 10, 20 and 40 minutes. */
    public static final RetrySchedule DEFAULT = of("5m,10m,20m,40m", 4);

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (maxRetries < 0) {
            throw new IllegalArgumentException("the retries must be at least 0, but were " + maxRetries);
        }
    }

    /**
     * Reads waits such as {@code 5m,10m}; units are ms, s, m, h and d.
     *
     * @throws IllegalArgumentException if one can't be read, with the remedy
     */
    public static RetrySchedule of(String delays, int maxRetries) {
        List<Duration> read = Arrays.stream(delays.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(RetrySchedule::delay)
                .toList();
        return new RetrySchedule(read, maxRetries);
    }

    /** The wait of a record that went through so many retries already; empty if none are left. */
    Optional<Duration> next(int retries) {
        return retries >= maxRetries || delays.isEmpty()
                ? Optional.empty()
                : Optional.of(delays.get(Math.min(retries, delays.size() - 1)));
    }

    /** The waits that some record will need. */
    List<Duration> used() {
        return delays.stream().limit(maxRetries).distinct().toList();
    }

    /** A wait as it is written in the names of topics, such as {@code 5m}. */
    static String label(Duration delay) {
        long millis = delay.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static Duration delay(String text) {
        Matcher matcher = DELAY.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no delay. Possible are numbers with a unit, such as 30s, 5m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
