package dev.wadi.plugin.handler;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step says about its handler.
 *
 * @param ref what names it
 * @param config its configuration: texts, numbers, booleans, lists and maps
 * @param timeout how long one message may take
 */
public record HandlerSettings(String ref, Map<String, @Nullable Object> config, Duration timeout) {

    public HandlerSettings {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** The step, for messages. */
    String place() {
        return "handler:" + ref;
    }
}
