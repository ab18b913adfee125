package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.PluginResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of one plugin at one stage. Keeps nothing of the plugin itself. Thread-safe. */
final class PluginMeters {

    /** How many different values a plugin may bring into a label; all others are counted as {@link #OTHER}. */
    static final int MAX_VALUES = 50;

    static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Tags tags;
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();
    private final Timer inTime;
    private final Timer failed;
    private final Counter successes;
    private final Counter failures;
    private final Counter nothingToDo;
    private final Counter timeouts;
    private final Counter quarantines;
    private final Map<String, Counter> errors = new ConcurrentHashMap<>();
    private final Map<String, Counter> skipped = new ConcurrentHashMap<>();
    private final Map<String, Counter> filtered = new ConcurrentHashMap<>();
    private final Map<String, Counter> actions = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned;

    /**
     * Registers the meters.
     *
     * @param abandoned counts the threads that the plugin holds at all stages
     */
    PluginMeters(MeterRegistry meters, String plugin, String domain, String stage, AtomicInteger abandoned) {
        this.meters = meters;
        this.tags = Tags.of("plugin", plugin, "domain", domain, "stage", stage);
        this.abandoned = abandoned;
        this.inTime = timer("true");
        this.failed = timer("false");
        this.successes = counter("plugin.executions", "result", "success");
        this.failures = counter("plugin.executions", "result", "failed");
        this.nothingToDo = counter("plugin.executions", "result", "skipped");
        this.timeouts = keep(meters.counter("plugin.timeouts", tags));
        this.quarantines = keep(meters.counter("plugin.quarantines", tags));
    }

    private Timer timer(String success) {
        return keep(meters.timer("plugin.execution.duration", tags.and("success", success)));
    }

    private Counter counter(String name, String label, String value) {
        return keep(meters.counter(name, tags.and(label, value)));
    }

    private <M extends Meter> M keep(M meter) {
        registered.add(meter);
        return meter;
    }

    /** An execution has ended. */
    void executed(PluginResult.Status status, long nanos) {
        (status == PluginResult.Status.FAILED ? failed : inTime).record(nanos, TimeUnit.NANOSECONDS);
        switch (status) {
            case SUCCESS -> successes.increment();
            case SKIPPED -> nothingToDo.increment();
            case FAILED -> failures.increment();
        }
    }

    /**
     * Something went wrong.
     *
     * @param reason what kind of thing, one of a few
     */
    void error(String reason) {
        count(errors, "plugin.errors", "reason", reason);
    }

    void timeout() {
        timeouts.increment();
    }

    void quarantined() {
        quarantines.increment();
    }

    /** A message went past the plugin. */
    void skipped(String reason) {
        count(skipped, "plugin.skipped", "reason", reason);
    }

    void filtered(String reason) {
        count(filtered, "plugin.filtered", "reason", reason);
    }

    void action(String kind) {
        count(actions, "plugin.actions", "action", kind);
    }

    /** The threads that the plugin holds past its time limit. */
    AtomicInteger abandoned() {
        return abandoned;
    }

    private void count(Map<String, Counter> counters, String name, String label, String value) {
        Counter known = counters.get(value);
        if (known == null) {
            String bounded = counters.size() < MAX_VALUES ? value : OTHER;
            known = counters.computeIfAbsent(bounded, v -> counter(name, label, v));
        }
        known.increment();
    }

    /** Takes the meters out of the registry; what is measured afterwards is lost. */
    void remove() {
        registered.forEach(meters::remove);
    }
}
