package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            BigDecimal decimal = JsonValues.decimal(number);
            return decimal != null && decimal.stripTrailingZeros().scale() <= 0;
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
        String shown = JsonValues.shown(field.toString(), value);
        String subject = "Field '" + field + "' value '" + shown + "' ";
        if (type != null && !type.fits(value)) {
            failures.add(subject + "is not of type " + type.name().toLowerCase(Locale.ROOT));
        }
        if (allowed != null && allowed.stream().noneMatch(one -> JsonValues.same(one, value))) {
            failures.add(subject + "not in allowed values: " + JsonValues.cut(allowed.toString()));
        }
        if (min != null || max != null) {
            BigDecimal number = value instanceof Number given ? JsonValues.decimal(given) : null;
            if (number == null) {
                failures.add(subject + "is not a number");
            } else {
                addRange(number, "Field '" + field + "' value " + shown, failures);
            }
        }
        if (pattern != null) {
            addPattern(pattern, value, subject, failures);
        }
        return failures;
    }

    private void addRange(BigDecimal number, String subject, List<String> failures) {
        if (min != null && number.compareTo(min) < 0) {
            failures.add(subject + " below minimum " + min.toPlainString());
        }
        if (max != null && number.compareTo(max) > 0) {
            failures.add(subject + " above maximum " + max.toPlainString());
        }
    }

    private static void addPattern(Pattern pattern, Object value, String subject, List<String> failures) {
        if (value instanceof Map || value instanceof List) {
            failures.add(subject + "is not a text, to match pattern " + pattern);
            return;
        }
        switch (BoundedText.match(pattern, value.toString())) {
            case YES -> {}
            case NO -> failures.add(subject + "does not match pattern " + pattern);
            case GIVEN_UP -> failures.add(subject + "takes too long to match pattern " + pattern);
        }
    }
}
