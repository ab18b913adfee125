package dev.wadi.claim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Points in time as events and rows write them: UTC, with microseconds. */
public final class Timestamps {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    /** ISO with T or a blank, up to nine digits of a second, and an offset, Z or nothing. */
    private static final DateTimeFormatter TOLERANT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter();

    private Timestamps() {}

    /** As in {@code 2026-05-01T10:00:00.000000Z}: a column of type timestamp. */
    public static String utc(Instant instant) {
        return MICROSECONDS.format(instant) + "Z";
    }

    /** As in {@code 2026-05-01T10:00:00.000000+00:00}: a point in time in a column of type text. */
    public static String utcText(Instant instant) {
        return MICROSECONDS.format(instant) + "+00:00";
    }

    /** As in {@code 2026-05-01}: the day in UTC. */
    public static String utcDay(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /**
     * Reads ISO text ({@code Z}, an offset, or neither, which means UTC), a day, or a number of seconds since 1970.
     *
     * @return the point in time; empty if the value is none
     */
    public static Optional<Instant> parse(@Nullable Object value) {
        try {
            return switch (value) {
                case null -> Optional.empty();
                case Number seconds -> Optional.of(ofSeconds(new BigDecimal(seconds.toString())));
                case String text -> Optional.of(ofText(text.strip()));
                default -> Optional.empty();
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant ofSeconds(BigDecimal seconds) {
        if (seconds.precision() - (long) seconds.scale() > 12) {
            throw new DateTimeException("Not a number of seconds since 1970: " + seconds);
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static Instant ofText(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        TemporalAccessor parsed =
                TOLERANT.parseBest(text.replaceFirst(" ", "T"), OffsetDateTime::from, LocalDateTime::from);
        return switch (parsed) {
            case OffsetDateTime given -> given.toInstant();
            case LocalDateTime given -> given.toInstant(ZoneOffset.UTC);
            default -> throw new DateTimeException("Not a point in time: " + text);
        };
    }
}
