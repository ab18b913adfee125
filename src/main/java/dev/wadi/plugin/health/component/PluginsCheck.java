package dev.wadi.plugin.health.component;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells which plugins failed or are quarantined. It is up all the same: records flow past them, and neither a restart nor
 * another instance would do better.
 */
final class PluginsCheck extends AbstractHealthCheck {

    private final Supplier<Map<String, String>> troubles;

    PluginsCheck(Supplier<Map<String, String>> troubles) {
        super("wadi", "plugins");
        this.troubles = troubles;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> now = troubles.get();
        builder.up();
        if (!now.isEmpty()) {
            builder.message(now.entrySet().stream()
                    .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                    .collect(Collectors.joining("; ")));
        }
    }
}
