package dev.wadi.enrich;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of JSON values that can't be changed, for those that many messages share. */
final class Frozen {

    private Frozen() {}

    static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, field) -> copy.put(name, copy(field)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(copy(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null -> null;
            default -> value;
        };
    }
}
