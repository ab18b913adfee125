package dev.wadi.claim.claimx;

import dev.wadi.claim.Conversion;
import dev.wadi.record.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A raw event's fields, read by their snake_case name and, where that gives nothing, by their camelCase name. Null, a
 * blank text and the number 0 count as absent.
 */
record RawEvent(Map<String, ? extends @Nullable Object> fields) {

    /** The field as text exactly as it came, a number as its digits; null if it is absent. */
    @Nullable
    String text(String field) {
        Object value = first(field, camelCase(field));
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> (String) Conversion.ID.of(number);
            default ->
                throw Failure.payload(field + " must be a text or a number, but was "
                        + (value instanceof Boolean ? "a boolean" : value instanceof Map ? "an object" : "a list"));
        };
    }

    /** As {@link #text}, but the field must be there. */
    String required(String field) {
        String text = text(field);
        if (text == null) {
            throw Failure.payload(field + " is missing or blank. Possible names: " + field + ", " + camelCase(field));
        }
        return text;
    }

    /** The first of the fields that is there, as it came; null if none is. */
    @Nullable
    Object first(String... names) {
        for (String name : names) {
            Object value = fields.get(name);
            boolean absent =
                    switch (value) {
                        case null -> true;
                        case String text -> text.isBlank();
                        case Number number -> number.doubleValue() == 0;
                        default -> false;
                    };
            if (!absent) {
                return value;
            }
        }
        return null;
    }

    private static String camelCase(String snakeCase) {
        StringBuilder camelCase = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < snakeCase.length(); i++) {
            char letter = snakeCase.charAt(i);
            if (letter != '_') {
                camelCase.append(upper ? Character.toUpperCase(letter) : letter);
            }
            upper = letter == '_';
        }
        return camelCase.toString();
    }
}
