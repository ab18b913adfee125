package dev.wadi.plugin.binding;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values as what a component of a record is. What is wrong is reported, counted, and reads as null. */
final class ValueReader {

    private final RecordReader records;
    private int wrong;

    ValueReader(RecordReader records) {
        this.records = records;
    }

    /** How much was wrong by now. */
    int wrong() {
        return wrong;
    }

    void wrong(YamlMapping section, String message) {
        wrong++;
        section.problem(message);
    }

    void wrong(YamlMapping section, String key, String message) {
        wrong++;
        section.problem(key, message);
    }

    private @Nullable Object wrong(YamlValue value, String message) {
        wrong++;
        value.problem(message);
        return null;
    }

    /**
     * Reads a value.
     *
     * @param what what messages call it
     */
    @Nullable
    Object read(YamlValue value, Type type, String what) {
        return switch (type) {
            case ParameterizedType generic -> readGeneric(value, generic, what);
            case WildcardType wildcard -> read(value, wildcard.getUpperBounds()[0], what);
            case Class<?> plain -> readPlain(value, plain, what);
            default -> wrong(value, cantRead(what, type));
        };
    }

    private @Nullable Object readPlain(YamlValue value, Class<?> type, String what) {
        if (type == Object.class) {
            return value.plain();
        }
        if (type == Optional.class || type == List.class || type == Set.class || type == Map.class) {
            return readContainer(value, type, String.class, Object.class, what);
        }
        if (type.isRecord()) {
            return value instanceof YamlValue.Section section
                    ? records.read(section.mapping(), type.asSubclass(Record.class))
                    : mustBe(value, "a mapping (key: value)", what);
        }
        ScalarKind kind = ScalarKind.of(type).orElse(null);
        if (kind == null) {
            return wrong(value, cantRead(what, type));
        }
        if (value instanceof YamlValue.Scalar scalar) {
            Object read = kind.read(scalar.text(), what);
            return read == null ? mustBe(value, kind.expected(), what) : read;
        }
        return mustBe(value, kind.expected(), what);
    }

    private @Nullable Object readGeneric(YamlValue value, ParameterizedType type, String what) {
        Type[] arguments = type.getActualTypeArguments();
        return type.getRawType() instanceof Class<?> raw
                ? readContainer(value, raw, arguments[0], arguments[arguments.length - 1], what)
                : wrong(value, cantRead(what, type));
    }

    private @Nullable Object readContainer(YamlValue value, Class<?> raw, Type keys, Type element, String what) {
        if (raw == Optional.class) {
            return Optional.ofNullable(value instanceof YamlValue.Nothing ? null : read(value, element, what));
        }
        if (raw == List.class) {
            return Collections.unmodifiableList(items(value, element, what));
        }
        if (raw == Set.class) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(items(value, element, what)));
        }
        return raw == Map.class ? map(value, keys, element, what) : wrong(value, cantRead(what, raw));
    }

    private List<@Nullable Object> items(YamlValue value, Type element, String what) {
        List<@Nullable Object> read = new ArrayList<>();
        if (value instanceof YamlValue.Items list) {
            list.items().forEach(item -> read.add(read(item, element, "each item of " + what)));
        } else {
            mustBe(value, "a list", what);
        }
        return read;
    }

    private Map<@Nullable Object, @Nullable Object> map(YamlValue value, Type keys, Type element, String what) {
        Map<@Nullable Object, @Nullable Object> read = new LinkedHashMap<>();
        if (value instanceof YamlValue.Section section) {
            for (String key : section.mapping().keys()) {
                section.mapping()
                        .child(key)
                        .ifPresent(child -> read.put(key(key, child, keys, what), read(child, element, key)));
            }
        } else {
            mustBe(value, "a mapping (key: value)", what);
        }
        return Collections.unmodifiableMap(read);
    }

    private @Nullable Object key(String key, YamlValue at, Type type, String what) {
        ScalarKind kind = type instanceof Class<?> plain ? ScalarKind.of(plain).orElse(null) : null;
        if (kind == null) {
            return wrong(at, cantRead("each key of " + what, type));
        }
        Object read = kind.read(key, what);
        return read == null
                ? wrong(at, "each key of " + what + " must be " + kind.expected() + ", but was '" + key + "'")
                : read;
    }

    private @Nullable Object mustBe(YamlValue value, String expected, String what) {
        return wrong(value, what + " must be " + expected + ", but was " + value.found());
    }

    private static String cantRead(String what, Type type) {
        return what + " can't be read: the plugin asks for it as " + type.getTypeName()
                + ". Possible are texts, numbers,"
                + " booleans, Duration, URI, enums, Optional, List, Set, Map, records and Object";
    }
}
