package dev.wadi.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how users write durations: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code PT5S}, or seconds. */
public final class DurationText {

    /** What is possible, for messages. */
    public static final String POSSIBLE = "a duration (500ms, 5s, 2m, 1h)";

    private static final Pattern PLAIN = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)?");

    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private DurationText() {}

    /**
     * The duration of a text.
     *
     * @param plainUnit the unit of a number that has none: {@code s} or {@code ms}
     * @return nothing if it is no duration, or a negative one
     */
    public static Optional<Duration> parse(String text, String plainUnit) {
        Matcher matcher = PLAIN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? plainUnit : matcher.group(2);
            BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos(unit)));
            return nanos.compareTo(MAX) > 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.longValue()));
        }
        try {
            return Optional.of(Duration.parse(text.strip())).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A decimal number below 10^18, without what {@link Double#valueOf} takes besides: {@code 30d}, {@code NaN}. */
    static BigDecimal decimal(String text) {
        BigDecimal decimal = new BigDecimal(text);
        if (decimal.precision() - decimal.scale() > 18) {
            throw new NumberFormatException("too large");
        }
        return decimal;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 1_000_000_000L;
        };
    }
}
