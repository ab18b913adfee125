package dev.wadi.plugin.runtime;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin remembers between its executions. What its next version is to have of it is copied: only values of the
 * JDK's own types, since any other would keep the old version's classes.
 */
final class Memory {

    private static final int TRIES = 100;

    private final ConcurrentMap<String, Object> values = new ConcurrentHashMap<>();
    private final Map<String, Object> handedOn = new HashMap<>();

    ConcurrentMap<String, Object> values() {
        return values;
    }

    /** Copies to the next version what has changed since it was last called. */
    void handOnTo(Memory next) {
        values.forEach((key, value) -> copy(value).ifPresent(copy -> {
            if (!same(handedOn.put(key, copy), copy)) {
                next.values.put(key, copy);
            }
        }));
    }

    /** While its plugin still runs, a value may change under the copy: then another try may get through. */
    private static Optional<Object> copy(Object value) {
        for (int i = 0; i < TRIES; i++) {
            try {
                return plain(value);
            } catch (RuntimeException | StackOverflowError e) {
                // changed meanwhile, or holds itself: it is left behind in the end
            }
        }
        return Optional.empty();
    }

    private static boolean same(@Nullable Object before, Object now) {
        return before != null && before.toString().equals(now.toString()); // atomics have no equals
    }

    /** A copy of a value that holds nothing but values of the JDK; empty if it holds anything else. */
    private static Optional<Object> plain(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case AtomicLong number -> Optional.of(new AtomicLong(number.get()));
            case AtomicInteger number -> Optional.of(new AtomicInteger(number.get()));
            case AtomicBoolean bool -> Optional.of(new AtomicBoolean(bool.get()));
            case Number number when isOfJdk(number) -> Optional.of(number);
            case Boolean bool -> Optional.of(bool);
            case Character character -> Optional.of(character);
            case Duration duration -> Optional.of(duration);
            case Temporal time when isOfJdk(time) -> Optional.of(time);
            case UUID uuid -> Optional.of(uuid);
            case URI uri -> Optional.of(uri);
            case ConcurrentHashMap.KeySetView<?, ?> set ->
                all(set).map(copy -> {
                    Set<Object> concurrent = ConcurrentHashMap.newKeySet();
                    concurrent.addAll(copy);
                    return concurrent;
                });
            case CopyOnWriteArrayList<?> list -> all(list).map(CopyOnWriteArrayList::new);
            case Object other
            when isConcurrent(other) && !(other instanceof ConcurrentHashMap<?, ?>) -> Optional.empty();
            case Map<?, ?> map -> map(map);
            case Set<?> set -> all(set).map(LinkedHashSet::new);
            case List<?> list -> all(list).map(ArrayList::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> map(Map<?, ?> map) {
        Map<Object, Object> copy =
                map instanceof ConcurrentMap<?, ?> ? new ConcurrentHashMap<>() : new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Optional<Object> key = plain(entry.getKey());
            Optional<Object> value = entry.getValue() == null ? Optional.empty() : plain(entry.getValue());
            if (key.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            copy.put(key.get(), value.get());
        }
        return Optional.of(copy);
    }

    private static Optional<List<Object>> all(Collection<?> values) {
        List<Object> copy = new ArrayList<>();
        for (Object value : values) {
            Optional<Object> plain = value == null ? Optional.empty() : plain(value);
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            copy.add(plain.get());
        }
        return Optional.of(copy);
    }

    /** One of a kind that a plain copy would not be. */
    private static boolean isConcurrent(Object value) {
        return value.getClass().getName().startsWith("java.util.concurrent.")
                || value.getClass().getName().startsWith("java.util.Collections$Synchronized");
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getClassLoader() == null; // the boot loader's
    }
}
