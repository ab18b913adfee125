package dev.wadi.plugin.health;

import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.limit.LimitedCalls;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.ownership.PluginBinder;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.kind.HealthPlugin;
import dev.wadi.plugin.spi.kind.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at the health plugins, each at its interval and first when it starts, and at what the extension point for health
 * checks gives. Thread-safe.
 */
public final class HealthWatch implements PluginBinder {

    /** Under what name the extension point's checks are shown. */
    static final String POINT = ExtensionPoints.HEALTH_CHECK;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Map<String, WatchedHealth> watched = new ConcurrentHashMap<>();
    private final ExtensionHub extensions;
    private final LimitedCalls calls;
    private final ScheduledExecutorService schedule;
    private final MeterRegistry meters;
    private final Clock clock;
    private final WatchedHealth point;

    /** @param pointInterval how often the handlers of the extension point are asked */
    public HealthWatch(
            ExtensionHub extensions,
            LimitedCalls calls,
            ScheduledExecutorService schedule,
            Duration pointInterval,
            MeterRegistry meters,
            Clock clock) {
        this.extensions = extensions;
        this.calls = calls;
        this.schedule = schedule;
        this.meters = meters;
        this.clock = clock;
        this.point = new WatchedHealth(POINT, this::askPoint, calls.slot(this), meters, clock);
        var unused = schedule.scheduleWithFixedDelay(
                this::lookAtPoint, pointInterval.toMillis(), pointInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void bind(Plugin plugin, Ownership owner) {
        if (!(plugin instanceof HealthPlugin health)
                || !health.healthCheckInterval().isPositive()) {
            return;
        }
        WatchedHealth one = new WatchedHealth(owner.plugin(), health::checkHealth, calls.slot(health), meters, clock);
        watched.put(owner.plugin(), one);
        owner.own(() -> watched.remove(owner.plugin(), one));
        Duration interval = health.healthCheckInterval();
        long millis = Math.max(interval.toMillis(), SHORTEST.toMillis());
        var looking = schedule.scheduleAtFixedRate(one::look, 0, millis, TimeUnit.MILLISECONDS);
        owner.own(() -> looking.cancel(false));
    }

    /** What was seen last, by the plugin's name; that of the extension point too if it has handlers. */
    public Map<String, LastLook> lastLooks() {
        Map<String, LastLook> looks = new TreeMap<>();
        watched.forEach((name, one) -> looks.put(name, one.last()));
        if (extensions.isHandled(POINT)) {
            looks.put(POINT, point.last());
        }
        return looks;
    }

    /** What was seen last of a plugin, if it is a health plugin. */
    public Optional<LastLook> lastLook(String plugin) {
        return Optional.ofNullable(watched.get(plugin)).map(WatchedHealth::last);
    }

    private void lookAtPoint() {
        if (extensions.isHandled(POINT)) {
            point.look();
        }
    }

    private HealthStatus askPoint() {
        Map<String, Object> details = new LinkedHashMap<>();
        Map<String, String> troubles = new LinkedHashMap<>();
        extensions.collectByPlugin(POINT, POINT).forEach((plugin, given) -> {
            List<HealthStatus> seen = given.stream()
                    .filter(HealthStatus.class::isInstance)
                    .map(HealthStatus.class::cast)
                    .toList();
            details.put(plugin, seen.stream().allMatch(HealthStatus::healthy));
            seen.forEach(status -> status.details().forEach((key, value) -> details.put(plugin + '.' + key, value)));
            seen.stream().filter(status -> !status.healthy()).forEach(status -> troubles.put(plugin, status.message()));
        });
        String message = troubles.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                .collect(Collectors.joining("; "));
        return new HealthStatus(troubles.isEmpty(), message, details);
    }
}
