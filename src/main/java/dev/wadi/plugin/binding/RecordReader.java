package dev.wadi.plugin.binding;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads sections as records. A component {@code retryDelay} is the key {@code retry_delay}. */
final class RecordReader {

    private final ValueReader values = new ValueReader(this);

    /**
     * Reads a section.
     *
     * @return what the record makes of no values at all if anything is wrong, which is reported; null where it can't
     */
    <R extends Record> @Nullable R read(YamlMapping section, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        section.refuseUnknown(Stream.of(components).map(RecordReader::key).toArray(String[]::new));
        int wrongBefore = values.wrong();
        @Nullable
        Object[] found = Stream.of(components)
                .map(component -> value(section, component))
                .toArray();
        if (values.wrong() == wrongBefore) {
            try {
                return make(type, found);
            } catch (IllegalArgumentException | NullPointerException e) {
                String message = e.getMessage();
                values.wrong(section, message == null ? e.toString() : message);
            }
        }
        return ofNothing(type);
    }

    private @Nullable Object value(YamlMapping section, RecordComponent component) {
        String key = key(component);
        Optional<YamlValue> given = section.child(key).filter(value -> !(value instanceof YamlValue.Nothing));
        if (given.isPresent()) {
            return values.read(given.get(), component.getGenericType(), key);
        }
        if (component.getType().isPrimitive()) {
            values.wrong(section, key, "the field '" + key + "' is missing");
        }
        return Absent.of(component.getType());
    }

    private static <R extends Record> @Nullable R ofNothing(Class<R> type) {
        try {
            return make(
                    type,
                    Stream.of(type.getRecordComponents())
                            .map(component -> Absent.of(component.getType()))
                            .toArray());
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static <R extends Record> R make(Class<R> type, @Nullable Object[] found) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(found);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made", e);
        }
    }

    static String key(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
