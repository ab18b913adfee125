package dev.wadi.plugin.spi.kind;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How something is.
 *
 * @param healthy whether it can be used
 * @param message why, in words; may be empty
 * @param details what is known of it: texts, numbers, booleans; no secrets
 */
public record HealthStatus(boolean healthy, String message, Map<String, Object> details) {

    public HealthStatus {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** All is well. */
    public static HealthStatus up() {
        return new HealthStatus(true, "", Map.of());
    }

    /** It can't be used, and why, in words without secrets. */
    public static HealthStatus down(String message) {
        return new HealthStatus(false, message, Map.of());
    }
}
