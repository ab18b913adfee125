package dev.wadi.enrich;

import dev.wadi.json.FieldPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps a message's fields to those that are wanted. Never changes its input.
 *
 * @param mappings the wanted fields (a dotted name makes nested objects), and where their values stand
 * @param defaults values of fields that would be absent or null otherwise
 * @param keepUnmapped whether the message's other fields stay
 */
public record Transform(Map<String, FieldPath> mappings, Map<String, @Nullable Object> defaults, boolean keepUnmapped) {

    /** @throws IllegalArgumentException if nothing would be left, or one name lies within another */
    public Transform {
        mappings = Collections.unmodifiableMap(new LinkedHashMap<>(mappings));
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        if (mappings.isEmpty() && !keepUnmapped) {
            throw new IllegalArgumentException("a transform without mappings leaves nothing of the message. Name the"
                    + " fields to keep, or keep the unmapped ones");
        }
        for (String name : mappings.keySet()) {
            for (String other : mappings.keySet()) {
                if (other.startsWith(name + '.')) {
                    throw new IllegalArgumentException(
                            "'" + other + "' lies within '" + name + "': both can't be mapped");
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
        mappings.forEach((name, path) -> {
            Object value = path.read(message);
            if (value != null) {
                put(wanted, name, value);
            }
        });
        defaults.forEach((name, value) -> {
            if (FieldPath.parse(name).read(wanted) == null) {
                put(wanted, name, value);
            }
        });
        return wanted;
    }

    /** Puts a value at a dotted name. Objects on the way are copied: they may belong to the message. */
    private static void put(Map<String, @Nullable Object> target, String name, @Nullable Object value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            target.put(name, value);
            return;
        }
        String first = name.substring(0, dot);
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        if (target.get(first) instanceof Map<?, ?> existing) {
            existing.forEach((key, old) -> nested.put(String.valueOf(key), old));
        }
        put(nested, name.substring(dot + 1), value);
        target.put(first, nested);
    }
}
