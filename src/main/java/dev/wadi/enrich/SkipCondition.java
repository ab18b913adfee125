package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a message is left out. */
public sealed interface SkipCondition {

    /** Whether a message is left out. */
    boolean matches(Map<String, @Nullable Object> message);

    /**
     * Where a field has a certain value.
     *
     * @param field the field
     * @param value the value
     */
    record Equal(FieldPath field, @Nullable Object value) implements SkipCondition {
        @Override
        public boolean matches(Map<String, @Nullable Object> message) {
            return JsonValues.same(field.read(message), value);
        }
    }

    /**
     * Where a field has any other value, or none.
     *
     * @param field the field
     * @param value the value
     */
    record NotEqual(FieldPath field, @Nullable Object value) implements SkipCondition {
        @Override
        public boolean matches(Map<String, @Nullable Object> message) {
            return !JsonValues.same(field.read(message), value);
        }
    }

    /**
     * Where a field has one of some values.
     *
     * @param field the field
     * @param values the values
     */
    record In(FieldPath field, List<?> values) implements SkipCondition {
        @Override
        public boolean matches(Map<String, @Nullable Object> message) {
            Object found = field.read(message);
            return values.stream().anyMatch(value -> JsonValues.same(found, value));
        }
    }

    /**
     * Where a field is there and not null, or where it is not.
     *
     * @param field the field
     * @param expected true for there
     */
    record Exists(FieldPath field, boolean expected) implements SkipCondition {
        @Override
        public boolean matches(Map<String, @Nullable Object> message) {
            return (field.read(message) != null) == expected;
        }
    }
}
