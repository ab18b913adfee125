package dev.wadi.plugin.runtime;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A copy of a JSON body down to its values, so that what is changed in one does not show in the other. */
final class BodyCopy {

    private static final int TRIES = 5;

    private BodyCopy() {}

    /** The copy; anything but maps and lists is shared. Somebody may be changing the body meanwhile. */
    static @Nullable Object of(@Nullable Object body) {
        return of(body, TRIES);
    }

    private static @Nullable Object of(@Nullable Object body, int tries) {
        try {
            return copy(body);
        } catch (ConcurrentModificationException e) {
            return tries > 1 ? of(body, tries - 1) : body;
        }
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
            map.forEach((key, inner) -> copy.put(key, copy(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(copy(inner)));
            return copy;
        }
        return value;
    }
}
