package dev.wadi.plugin.health;

import dev.wadi.plugin.spi.kind.HealthStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen last.
 *
 * @param status what was seen; what looks like a secret is hidden; empty before the first look is over
 * @param at when that was
 */
public record LastLook(Optional<HealthStatus> status, Instant at) {

    private static final Set<String> SECRET =
            Set.of("password", "passwd", "secret", "token", "credential", "authorization", "apikey", "api_key");

    public LastLook {
        status = status.map(LastLook::withoutSecrets);
    }

    /** Whether it is healthy; empty before the first look is over. */
    public Optional<Boolean> healthy() {
        return status.map(HealthStatus::healthy);
    }

    private static HealthStatus withoutSecrets(HealthStatus seen) {
        Map<String, Object> shown = new LinkedHashMap<>();
        seen.details().forEach((key, value) -> shown.put(key, isSecret(key) ? "***" : plain(value)));
        return new HealthStatus(seen.healthy(), seen.message(), shown);
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains);
    }

    /** Anything but plain values as text: it must not hold on to a plugin's classes. */
    private static Object plain(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
