package dev.wadi.plugin.health.component;

import dev.wadi.plugin.health.HealthWatch;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRepository;

/** The checks of this moment: one for each health plugin that runs, and one for the plugins as a whole. */
public final class PluginHealthChecks implements HealthCheckRepository {

    private final HealthWatch watch;
    private final Supplier<Map<String, String>> troubles;
    private boolean enabled = true;

    /** @param troubles the plugins that failed or are quarantined, by name, and why */
    public PluginHealthChecks(HealthWatch watch, Supplier<Map<String, String>> troubles) {
        this.watch = watch;
        this.troubles = troubles;
    }

    @Override
    public Stream<HealthCheck> stream() {
        return Stream.concat(
                Stream.of(new PluginsCheck(troubles)),
                watch.lastLooks().entrySet().stream().map(look -> new LastLookCheck(look.getKey(), look.getValue())));
    }

    @Override
    public String getId() {
        return "wadi-plugins";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
