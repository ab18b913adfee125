package dev.wadi.plugin.metrics;

import dev.wadi.plugin.limit.CallSlot;
import dev.wadi.plugin.limit.LogPace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The numbers of one plugin, measured from time to time. Where that fails, the last ones stay. Thread-safe. */
final class MeasuredPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuredPlugin.class);

    private final String plugin;
    private final Callable<Map<String, Double>> measuring;
    private final CallSlot slot;
    private final MeterRegistry meters;
    private final Clock clock;
    private final LogPace pace = new LogPace();
    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private volatile Measurement last;
    private volatile CompletableFuture<Map<String, Double>> underWay = CompletableFuture.completedFuture(Map.of());

    MeasuredPlugin(
            String plugin, Callable<Map<String, Double>> measuring, CallSlot slot, MeterRegistry meters, Clock clock) {
        this.plugin = plugin;
        this.measuring = measuring;
        this.slot = slot;
        this.meters = meters;
        this.clock = clock;
        this.last = new Measurement(Map.of(), clock.instant(), "");
    }

    double value(String metric, double otherwise) {
        return values.getOrDefault(metric, otherwise);
    }

    Measurement last() {
        return last;
    }

    /** Measures, without waiting for the result; not while that is under way within its time limit. */
    void measure() {
        if (underWay.isDone()) {
            underWay = slot.call(() -> Map.copyOf(measuring.call()));
            var unused = underWay.whenComplete(this::measured);
        }
    }

    void take(Map<String, Double> measured) {
        values.putAll(measured);
        last = new Measurement(measured, clock.instant(), "");
    }

    private void measured(@Nullable Map<String, Double> measured, @Nullable Throwable failure) {
        if (failure == null && measured != null) {
            take(measured);
            return;
        }
        meters.counter("plugin.metrics.failures", "plugin", plugin).increment();
        if (pace.due()) {
            LOG.warn("Collecting metrics failed | plugin_name={}", plugin, failure);
        }
        last = new Measurement(last.values(), clock.instant(), String.valueOf(failure));
    }
}
