package dev.wadi.enrich;

import dev.wadi.config.SecretKeys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON values compared, and shown in messages. */
final class JsonValues {

    private static final int SHOWN = 200;

    private JsonValues() {}

    /** Whether two values are the same; numbers are, whatever their Java type. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            BigDecimal first = decimal(a);
            BigDecimal second = decimal(b);
            return first != null && second != null && first.compareTo(second) == 0;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            return a.size() == b.size() && sameItems(a, b);
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
        }
        return Objects.equals(one, other);
    }

    private static boolean sameItems(List<?> one, List<?> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A number with its digits; null for what has none, such as {@link Double#NaN}. */
    static @Nullable BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A field's value for a message: long texts cut, secrets hidden, and nothing of what an object holds. */
    static String shown(String field, Object value) {
        return switch (value) {
            case Object hidden when SecretKeys.isSecret(field) -> "***";
            case Map<?, ?> map -> "{…}";
            case List<?> list -> "[…]";
            default -> cut(value.toString());
        };
    }

    static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
