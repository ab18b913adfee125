package dev.wadi.enrich;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cache keeps of an answer: plain Java that can't be changed, since many messages share it. */
enum Answer {
    /** An answer without a body: a cache can't keep null. */
    EMPTY;

    static Object of(@Nullable Object value) {
        Object frozen = frozen(value);
        return frozen == null ? EMPTY : frozen;
    }

    static @Nullable Object valueOf(Object kept) {
        return kept == EMPTY ? null : kept;
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, field) -> copy.put(name, frozen(field)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(frozen(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null -> null;
            default -> value;
        };
    }
}
