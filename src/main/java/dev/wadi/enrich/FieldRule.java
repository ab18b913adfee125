package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a field's value must be, if there is one.
 *
 * @param field the field
 * @param allowed the values that are possible; null for any
 * @param min the least number; null for none
 * @param max the greatest number; null for none
 * @param pattern what the whole text must match; null for none
 * @param type the kind of value; null for any
 */
public record FieldRule(
        FieldPath field,
        @Nullable List<Object> allowed,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Pattern pattern,
        @Nullable Kind type) {

    /** A kind of JSON value. */
    public enum Kind {
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        OBJECT,
        ARRAY;

        boolean fits(Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case NUMBER -> value instanceof Number;
                case INTEGER -> value instanceof Number number && isWhole(number);
                case BOOLEAN -> value instanceof Boolean;
                case OBJECT -> value instanceof Map;
                case ARRAY -> value instanceof List;
            };
        }

        private static boolean isWhole(Number number) {
            return decimal(number).stripTrailingZeros().scale() <= 0;
        }
    }

    public FieldRule {
        allowed = allowed == null ? null : List.copyOf(allowed);
    }

    /** What is wrong with the field of a message. */
    List<String> failures(Map<String, @Nullable Object> message) {
        Object value = field.read(message);
        return value == null ? List.of() : failuresOf(value);
    }

    private List<String> failuresOf(Object value) {
        List<String> failures = new ArrayList<>();
        String subject = "Field '" + field + "' value ";
        if (type != null && !type.fits(value)) {
            failures.add(
                    subject + "'" + value + "' is not of type " + type.name().toLowerCase(Locale.ROOT));
        }
        if (allowed != null && allowed.stream().noneMatch(one -> same(one, value))) {
            failures.add(subject + "'" + value + "' not in allowed values: " + allowed);
        }
        if (min != null || max != null) {
            addRange(value, subject, failures);
        }
        if (pattern != null && !pattern.matcher(value.toString()).matches()) {
            failures.add(subject + "'" + value + "' does not match pattern " + pattern);
        }
        return failures;
    }

    private void addRange(Object value, String subject, List<String> failures) {
        if (!(value instanceof Number number)) {
            failures.add(subject + "'" + value + "' is not a number");
            return;
        }
        if (min != null && decimal(number).compareTo(min) < 0) {
            failures.add(subject + value + " below minimum " + min.toPlainString());
        }
        if (max != null && decimal(number).compareTo(max) > 0) {
            failures.add(subject + value + " above maximum " + max.toPlainString());
        }
    }

    /** Whether two JSON values are the same; numbers are, whatever their Java type. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return decimal(a).compareTo(decimal(b)) == 0;
        }
        return Objects.equals(one, other);
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
