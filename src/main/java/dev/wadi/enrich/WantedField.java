package dev.wadi.enrich;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that a transform makes.
 *
 * @param names its name, after those of the objects that it lies in
 */
record WantedField(List<String> names) {

    WantedField {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException if it is no name, or that of a list's item */
    static WantedField parse(String text) {
        List<String> names = List.of(text.split("\\.", -1));
        for (String name : names) {
            if (name.isBlank() || name.indexOf('[') >= 0 || name.indexOf(']') >= 0) {
                throw new IllegalArgumentException("'" + text
                        + "' is no name for a field. Possible: task_id, task.id (lists can be read, but not made)");
            }
        }
        return new WantedField(names);
    }

    boolean liesWithin(WantedField other) {
        int depth = other.names.size();
        return names.size() > depth && names.subList(0, depth).equals(other.names);
    }

    /** Whether it can be filled without loss: it is absent or null, and so is what it lies in, or that is an object. */
    boolean isFree(Map<?, ?> message) {
        Map<?, ?> object = message;
        for (String name : names.subList(0, names.size() - 1)) {
            Object inner = object.get(name);
            if (!(inner instanceof Map<?, ?> map)) {
                return inner == null;
            }
            object = map;
        }
        return object.get(names.getLast()) == null;
    }

    /** Fills it. Objects on the way are copied, since they may belong to another message. */
    void put(Map<String, @Nullable Object> message, @Nullable Object value) {
        Map<String, @Nullable Object> object = message;
        for (String name : names.subList(0, names.size() - 1)) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            if (object.get(name) instanceof Map<?, ?> inner) {
                inner.forEach((key, old) -> copy.put(String.valueOf(key), old));
            }
            object.put(name, copy);
            object = copy;
        }
        object.put(names.getLast(), value);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
