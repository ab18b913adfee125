package dev.wadi.plugin.spi.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param type what, in words with dots between, such as {@code user.login}
 * @param data the details: texts, numbers, booleans, lists and maps
 * @param source the plugin that published it, or {@code wadi}
 * @param timestamp when it was published
 * @param correlationId what it belongs to, such as an event's id; empty if nothing
 */
public record PluginEvent(
        String type, Map<String, @Nullable Object> data, String source, Instant timestamp, String correlationId) {

    public PluginEvent {
        if (type.isBlank()) {
            throw new IllegalArgumentException("an event needs a type, but it was blank");
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data)); // Map.copyOf refuses null values
    }
}
