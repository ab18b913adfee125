package dev.wadi.connection;

import dev.wadi.json.FieldPath;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a template's braces: {@code field}, or {@code field:-text}.
 *
 * @param path the field of the body
 * @param otherwise what stands in where the field is absent or null; null for nothing
 */
record TemplateField(FieldPath path, @Nullable String otherwise) {

    private static final String OTHERWISE = ":-";

    /** @throws IllegalArgumentException if it is no field path */
    static TemplateField parse(String text) {
        int at = text.indexOf(OTHERWISE);
        return at < 0
                ? new TemplateField(FieldPath.parse(text), null)
                : new TemplateField(FieldPath.parse(text.substring(0, at)), text.substring(at + OTHERWISE.length()));
    }

    @Nullable
    Object read(@Nullable Object body) {
        Object value = path.read(body);
        return value == null ? otherwise : value;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
