package dev.wadi.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path into a JSON body: names separated by dots, list items as {@code name[0]}, such as
 * {@code tasks[0].address.city}. Reading never throws.
 */
public final class FieldPath {

    private final String text;
    private final List<Object> steps;

    private FieldPath(String text, List<Object> steps) {
        this.text = text;
        this.steps = steps;
    }

    /**
     * Parses a path.
     *
     * @throws IllegalArgumentException if it is empty, has an empty name or a broken index
     */
    public static FieldPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            if (name.isBlank()) {
                throw new IllegalArgumentException("'" + text + "' is no field path. Possible: a.b, tasks[0].task_id");
            }
            steps.add(name);
            for (int at = bracket; at >= 0 && at < part.length(); ) {
                int end = part.indexOf(']', at);
                String index = end < 0 || part.charAt(at) != '[' ? "" : part.substring(at + 1, end);
                if (!index.matches("\\d{1,9}")) {
                    throw new IllegalArgumentException(
                            "'" + text + "' is no field path: an index must be a number in brackets, as in tasks[0]");
                }
                steps.add(Integer.valueOf(index));
                at = end + 1;
            }
        }
        return new FieldPath(text, List.copyOf(steps));
    }

    /** The value at the path, or null where anything on the way is absent, null or of another kind. */
    public @Nullable Object read(@Nullable Object root) {
        Object value = root;
        for (Object step : steps) {
            if (step instanceof Integer index) {
                value = value instanceof List<?> list && index < list.size() ? list.get(index) : null;
            } else {
                value = value instanceof Map<?, ?> map ? map.get(step) : null;
            }
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
