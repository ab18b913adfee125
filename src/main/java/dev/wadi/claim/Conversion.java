package dev.wadi.claim;

import dev.wadi.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a JSON value becomes a column's value. What does not fit becomes null: a conversion never throws, and null stays
 * null.
 */
public enum Conversion {
    /** A {@code Long}: a number cut at the point, a boolean as 1 or 0, or a text of digits, with sign and blanks. */
    INTEGER {
        @Override
        @Nullable
        Object convert(Object value) {
            return Numbers.integer(value);
        }
    },
    /** As {@link #INTEGER}, but null outside of 32 bits. */
    INT32 {
        @Override
        @Nullable
        Object convert(Object value) {
            Long number = Numbers.integer(value);
            return number != null && number.intValue() == number ? number : null;
        }
    },
    /** As {@link #INTEGER}, but 0 counts as absent. */
    NUMBER_ID {
        @Override
        @Nullable
        Object convert(Object value) {
            Long number = Numbers.integer(value);
            return number == null || number == 0 ? null : number;
        }
    },
    /** A text without blanks around it; numbers become text, a blank text becomes null. */
    TEXT {
        @Override
        @Nullable
        Object convert(Object value) {
            return text(value);
        }
    },
    /** A text: as {@link #TEXT}, but a number is cut at the point. */
    ID {
        @Override
        @Nullable
        Object convert(Object value) {
            return value instanceof Number number ? Numbers.truncated(number) : text(value);
        }
    },
    /**
     * A boolean. Of texts only {@code true}, {@code 1} and {@code yes} in any case are true; a number is true unless
     * zero, a list or object unless empty.
     */
    BOOLEAN {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case Boolean given -> given;
                case String given -> List.of("true", "1", "yes").contains(given.toLowerCase(Locale.ROOT));
                case Number given -> given.doubleValue() != 0;
                case Map<?, ?> given -> !given.isEmpty();
                case List<?> given -> !given.isEmpty();
                default -> true;
            };
        }
    },
    /** An exact decimal number as text: {@code 1234.50} as a text keeps its zero, as a number it can't. */
    DECIMAL {
        @Override
        @Nullable
        Object convert(Object value) {
            return Numbers.decimal(value);
        }
    },
    /** A point in time as the API wrote it, only {@code Z} becomes {@code +00:00}. Numbers become null. */
    TIMESTAMP {
        @Override
        @Nullable
        Object convert(Object value) {
            return value instanceof String given && !given.isBlank()
                    ? given.strip().replace("Z", "+00:00")
                    : null;
        }
    };

    abstract @Nullable Object convert(Object value);

    /** The value, converted. */
    public @Nullable Object of(@Nullable Object value) {
        return value == null ? null : convert(value);
    }

    private static @Nullable String text(Object value) {
        String text =
                switch (value) {
                    case String given -> given.strip();
                    case Boolean given -> given ? "True" : "False";
                    case BigDecimal given -> Numbers.text(given);
                    case Double given -> Numbers.text(BigDecimal.valueOf(given));
                    case BigInteger given -> given.toString();
                    case Number given -> given.toString();
                    default -> Json.text(value);
                };
        return text.isEmpty() ? null : text;
    }
}
