package dev.wadi.plugin.health;

import dev.wadi.plugin.spi.kind.HealthStatus;
import dev.wadi.secret.Redaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen last.
 *
 * @param status what was seen; what looks like a secret is hidden; empty before the first look is over
 * @param at when that was
 */
public record LastLook(Optional<HealthStatus> status, Instant at) {

    private static final int MAX_DEPTH = 10;

    public LastLook {
        status = status.map(LastLook::withoutSecrets);
    }

    /** Whether it is healthy; empty before the first look is over. */
    public Optional<Boolean> healthy() {
        return status.map(HealthStatus::healthy);
    }

    private static HealthStatus withoutSecrets(HealthStatus seen) {
        return new HealthStatus(seen.healthy(), Redaction.hide(seen.message()), withoutSecrets(seen.details(), 0));
    }

    private static Map<String, Object> withoutSecrets(Map<?, ?> details, int depth) {
        Map<String, Object> shown = new LinkedHashMap<>();
        details.forEach((key, value) -> {
            String name = String.valueOf(key);
            shown.put(name, Redaction.isSecret(name) ? Redaction.HIDDEN : plain(value, depth));
        });
        return shown;
    }

    /** Anything but plain values as text: it must not hold on to a plugin's classes. */
    private static Object plain(@Nullable Object value, int depth) {
        return switch (value) {
            case Number number -> number;
            case Boolean bool -> bool;
            case Map<?, ?> map when depth < MAX_DEPTH -> withoutSecrets(map, depth + 1);
            case Map<?, ?> deep -> Redaction.HIDDEN; // or one that holds itself
            case List<?> list
            when depth < MAX_DEPTH ->
                list.stream().map(item -> plain(item, depth + 1)).toList();
            case List<?> deep -> Redaction.HIDDEN;
            case null, default -> Redaction.hide(String.valueOf(value));
        };
    }
}
