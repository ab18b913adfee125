package dev.wadi.claim;

import dev.wadi.json.FieldPath;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row: its name, the conversion, and where the value is read from.
 *
 * @param name the column's name, in snake_case
 * @param conversion how the value is converted
 * @param sources where the value is read: the first of them that gives a value wins
 */
public record Column(String name, Conversion conversion, List<FieldPath> sources) {

    public Column {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("The column '" + name + "' has no source");
        }
        sources = List.copyOf(sources);
    }

    /** A column that is read from the first of the sources that gives a value. */
    public static Column column(String name, Conversion conversion, String... sources) {
        return new Column(
                name, conversion, Stream.of(sources).map(FieldPath::parse).toList());
    }

    /** The column's value in a row made from the source. */
    public @Nullable Object read(@Nullable Object source) {
        for (FieldPath path : sources) {
            Object value = conversion.of(path.read(source));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
