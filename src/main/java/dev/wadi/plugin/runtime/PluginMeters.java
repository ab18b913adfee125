package dev.wadi.plugin.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is measured of one plugin at one stage, and its logger. */
final class PluginMeters {

    private final MeterRegistry meters;
    private final Tags tags;
    private final Timer succeeded;
    private final Timer failed;
    private final Counter errors;
    private final Counter filtered;
    private final System.Logger logger;
    private final Map<String, Counter> actions = new ConcurrentHashMap<>();

    PluginMeters(MeterRegistry meters, String plugin, String domain, String stage) {
        this.meters = meters;
        this.tags = Tags.of("plugin", plugin, "domain", domain, "stage", stage);
        this.succeeded = meters.timer("plugin.execution.duration", tags.and("success", "true"));
        this.failed = meters.timer("plugin.execution.duration", tags.and("success", "false"));
        this.errors = meters.counter("plugin.errors", tags);
        this.filtered = meters.counter("plugin.filtered", tags);
        this.logger = PluginLogger.of(plugin);
    }

    System.Logger logger() {
        return logger;
    }

    void executed(boolean success, long nanos) {
        (success ? succeeded : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    void error() {
        errors.increment();
    }

    void filtered() {
        filtered.increment();
    }

    void action(String kind) {
        actions.computeIfAbsent(kind, k -> meters.counter("plugin.actions", tags.and("action", k)))
                .increment();
    }
}
