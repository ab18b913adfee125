package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps a message's fields to those that are wanted. Never changes its input. */
public final class Transform {

    private final List<Mapped> mappings = new ArrayList<>();
    private final List<Default> defaults = new ArrayList<>();
    private final boolean keepUnmapped;

    private record Mapped(WantedField field, FieldPath path) {}

    private record Default(WantedField field, @Nullable Object value) {}

    /**
     * Makes a transform.
     *
     * @param mappings the wanted fields (a dotted name makes nested objects), and where their values stand
     * @param defaults values of fields that would be absent or null otherwise
     * @param keepUnmapped whether the message's other fields stay
     * @throws IllegalArgumentException if nothing would be left, or one name lies within another
     */
    public Transform(Map<String, FieldPath> mappings, Map<String, @Nullable Object> defaults, boolean keepUnmapped) {
        if (mappings.isEmpty() && !keepUnmapped) {
            throw new IllegalArgumentException("a transform without mappings leaves nothing of the message. Name the"
                    + " fields to keep, or keep the unmapped ones");
        }
        mappings.forEach((name, path) -> this.mappings.add(new Mapped(WantedField.parse(name), path)));
        defaults.forEach((name, value) -> this.defaults.add(new Default(WantedField.parse(name), Frozen.copy(value))));
        this.keepUnmapped = keepUnmapped;
        refuseCollisions(this.mappings.stream().map(Mapped::field).toList(), "be mapped");
        refuseCollisions(this.defaults.stream().map(Default::field).toList(), "have defaults");
    }

    private static void refuseCollisions(List<WantedField> fields, String what) {
        for (WantedField field : fields) {
            for (WantedField other : fields) {
                if (field.liesWithin(other)) {
                    throw new IllegalArgumentException(
                            "'" + field + "' lies within '" + other + "': both can't " + what);
                }
            }
        }
    }

    /** The message as it is wanted. */
    public Map<String, @Nullable Object> apply(Map<String, @Nullable Object> message) {
        int fields = mappings.size() + defaults.size() + (keepUnmapped ? message.size() : 0);
        Map<String, @Nullable Object> wanted = LinkedHashMap.newLinkedHashMap(fields);
        if (keepUnmapped) {
            wanted.putAll(message);
        }
        for (Mapped mapped : mappings) {
            Object value = mapped.path.read(message);
            if (value != null) {
                mapped.field.put(wanted, value);
            }
        }
        for (Default fallback : defaults) {
            if (fallback.field.isFree(wanted)) {
                fallback.field.put(wanted, fallback.value);
            }
        }
        return wanted;
    }
}
