package dev.wadi.connection;

import dev.wadi.record.Failure;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a call sends instead of the message's body: each field a text, or a field of the body ({@code
 * {project_id}}), as a number if so wished ({@code {project_id:number}}), with a text to take where the field is absent ({@code
 * {status:-open}}, {@code {project_id:number:-0}}). Fields that the body lacks are left out.
 */
public final class BodyTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}:]+)(:number)?(:-[^{}]*)?}");

    private record Reference(TemplateField field, boolean number) {}

    private final Map<String, Object> fields;

    private BodyTemplate(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException if a placeholder is no field path
     */
    public static BodyTemplate parse(Map<String, String> texts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Matcher matcher = PLACEHOLDER.matcher(text);
            fields.put(
                    name,
                    matcher.matches()
                            ? new Reference(
                                    TemplateField.parse(matcher.group(1) + Objects.toString(matcher.group(3), "")),
                                    matcher.group(2) != null)
                            : text);
        });
        return new BodyTemplate(fields);
    }

    /** Whether there is nothing in it, and the message's body is what is sent. */
    boolean isEmpty() {
        return fields.isEmpty();
    }

    /**
     * The object for a message's body.
     *
     * @throws Failure (payload) if a field that shall be a number is none
     */
    Map<String, Object> fill(@Nullable Object body) {
        Map<String, Object> filled = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Object given = value instanceof Reference reference ? read(reference, body) : value;
            if (given != null) {
                filled.put(name, given);
            }
        });
        return filled;
    }

    private static @Nullable Object read(Reference reference, @Nullable Object body) {
        Object value = reference.field().read(body);
        if (!reference.number() || value == null || value instanceof Number) {
            return value;
        }
        try {
            return new BigDecimal(value.toString().strip());
        } catch (NumberFormatException e) {
            throw Failure.payload("The field '" + reference.field() + "' must be a number, but was '" + value + "'");
        }
    }
}
