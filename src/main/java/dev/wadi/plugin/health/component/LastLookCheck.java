package dev.wadi.plugin.health.component;

import dev.wadi.plugin.health.LastLook;
import dev.wadi.plugin.spi.kind.HealthStatus;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What was last seen by a health plugin. No matter of liveness: a restart would not cure what it watches. */
final class LastLookCheck extends AbstractHealthCheck {

    private final LastLook look;

    LastLookCheck(String plugin, LastLook look) {
        super("wadi", "plugin-" + plugin);
        this.look = look;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<HealthStatus> status = look.status();
        if (status.isEmpty()) {
            builder.unknown().message("not looked at yet");
            return;
        }
        HealthStatus seen = status.get();
        if (seen.healthy()) {
            builder.up();
        } else {
            builder.down();
        }
        if (!seen.message().isEmpty()) {
            builder.message(seen.message());
        }
        builder.detail("details", seen.details());
    }
}
