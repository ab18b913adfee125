package dev.wadi.plugin.binding;

import dev.wadi.config.DurationText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of values that are written as one text.
 *
 * @param expected what such a value is, for messages
 * @param reader reads it
 */
record ScalarKind(String expected, Reader reader) {

    private static final ScalarKind BOOLEAN = new ScalarKind("true or false", (text, key) -> flag(text));
    private static final ScalarKind INTEGER = wholeNumber(Integer::valueOf);
    private static final ScalarKind LONG = wholeNumber(Long::valueOf);
    private static final ScalarKind SHORT = wholeNumber(Short::valueOf);
    private static final ScalarKind DOUBLE = number(text -> new BigDecimal(text).doubleValue());
    private static final ScalarKind FLOAT = number(text -> new BigDecimal(text).floatValue());

    private static final Map<Class<?>, ScalarKind> KINDS = Map.ofEntries(
            Map.entry(String.class, new ScalarKind("a text", (text, key) -> text)),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(short.class, SHORT),
            Map.entry(Short.class, SHORT),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(float.class, FLOAT),
            Map.entry(Float.class, FLOAT),
            Map.entry(BigDecimal.class, number(BigDecimal::new)),
            Map.entry(BigInteger.class, wholeNumber(BigInteger::new)),
            Map.entry(Duration.class, new ScalarKind(DurationText.POSSIBLE, ScalarKind::duration)),
            Map.entry(URI.class, new ScalarKind("a URL", (text, key) -> uri(text))));

    /** Reads a text; null if it is of another kind. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(String text, String key);
    }

    /** Reads a number; throws a NumberFormatException if it is none. */
    @FunctionalInterface
    private interface NumberReader {
        Number read(String text);
    }

    /** The kind for a type; nothing if there is none. */
    static Optional<ScalarKind> of(Class<?> type) {
        return type.isEnum() ? Optional.of(ofEnum(type)) : Optional.ofNullable(KINDS.get(type));
    }

    @Nullable
    Object read(String text, String key) {
        return reader.read(text, key);
    }

    private static ScalarKind ofEnum(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        String all = Stream.of(constants)
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new ScalarKind("one of " + all, (text, key) -> Stream.of(constants)
                .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElse(null));
    }

    private static ScalarKind wholeNumber(NumberReader reader) {
        return new ScalarKind("a whole number", (text, key) -> tried(text, reader));
    }

    private static ScalarKind number(NumberReader reader) {
        return new ScalarKind("a number", (text, key) -> tried(text, reader));
    }

    private static @Nullable Object tried(String text, NumberReader reader) {
        try {
            return reader.read(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Object duration(String text, String key) {
        return DurationText.parse(text, key.endsWith("_ms") ? "ms" : "s").orElse(null);
    }

    private static @Nullable Object uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
