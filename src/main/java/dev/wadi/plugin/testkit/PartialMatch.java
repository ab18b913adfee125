package dev.wadi.plugin.testkit;

import dev.wadi.json.FieldPath;
import dev.wadi.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a value is as a test expects it. Both are compared as the JSON that they would be; of a map only the keys
 * that the test names, of a list all items.
 */
public final class PartialMatch {

    private PartialMatch() {}

    /**
     * Looks for the first difference.
     *
     * @param where what the value is called in the text
     * @return the place within the value, what was expected and what came; empty if all is as expected
     */
    public static Optional<String> difference(String where, @Nullable Object expected, @Nullable Object came) {
        return compare(where, asJson(expected), asJson(came));
    }

    /** The value at a path such as {@code tasks[0].task_id}, as its JSON would be read. */
    static @Nullable Object at(@Nullable Object value, String path) {
        return FieldPath.parse(path).read(asJson(value));
    }

    private static @Nullable Object asJson(@Nullable Object value) {
        return Json.value(Json.bytes(value));
    }

    private static Optional<String> compare(String where, @Nullable Object expected, @Nullable Object came) {
        if (expected instanceof Map<?, ?> fields && came instanceof Map<?, ?> others) {
            return fields.entrySet().stream()
                    .map(field -> compare(where + "." + field.getKey(), field.getValue(), others.get(field.getKey())))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (expected instanceof List<?> items && came instanceof List<?> others && items.size() == others.size()) {
            for (int i = 0; i < items.size(); i++) {
                Optional<String> difference = compare(where + "[" + i + "]", items.get(i), others.get(i));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        return isEqual(expected, came)
                ? Optional.empty()
                : Optional.of(where + ": expected " + Json.text(expected) + ", but was " + Json.text(came));
    }

    private static boolean isEqual(@Nullable Object expected, @Nullable Object came) {
        if (expected instanceof Number && came instanceof Number) {
            return new BigDecimal(expected.toString()).compareTo(new BigDecimal(came.toString())) == 0;
        }
        return expected == null ? came == null : expected.equals(came);
    }
}
