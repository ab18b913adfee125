package dev.wadi.enrich;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The meters of the lookups of one address, in all routes. Their labels come from the routes, never from messages. */
public final class LookupMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final String lookup;
    private final Counter hits;
    private final Counter joined;
    private final Counter called;
    private final Counter absent;
    private final Counter answered;
    private final Counter missing;
    private final Counter failed;
    private final Counter divided;
    private final Counter stale;
    private final Counter evicted;
    private final Gauge size;
    private final List<AnswerCache> caches = new CopyOnWriteArrayList<>();

    /** @param lookup the address as the routes have it, fields in braces */
    public LookupMeters(MeterRegistry registry, String lookup) {
        this.registry = registry;
        this.lookup = lookup;
        hits = lookups("hit");
        joined = lookups("joined");
        called = lookups("called");
        absent = lookups("absent");
        answered = calls("answered");
        missing = calls("missing");
        failed = calls("failed");
        divided = calls("divided");
        stale = counter("wadi.lookup.stale", "answers past their time that stood in");
        evicted = counter("wadi.lookup.evictions", "answers that had to make room");
        size = Gauge.builder("wadi.lookup.size", caches, LookupMeters::size)
                .tag("lookup", lookup)
                .description("answers that are kept")
                .register(registry);
    }

    private Counter lookups(String result) {
        return Counter.builder("wadi.lookups")
                .tag("lookup", lookup)
                .tag("result", result)
                .description("lookups by where their answer came from")
                .register(registry);
    }

    private Counter calls(String result) {
        return Counter.builder("wadi.lookup.calls")
                .tag("lookup", lookup)
                .tag("result", result)
                .description("calls that lookups made")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .tag("lookup", lookup)
                .description(description)
                .register(registry);
    }

    private static double size(List<AnswerCache> caches) {
        return caches.stream()
                .mapToLong(cache -> cache.entries().estimatedSize())
                .sum();
    }

    /** Counts the answers of a cache too. */
    public void add(AnswerCache cache) {
        caches.add(cache);
    }

    void hit() {
        hits.increment();
    }

    void joined() {
        joined.increment();
    }

    void called() {
        called.increment();
    }

    void absent() {
        absent.increment();
    }

    void answered() {
        answered.increment();
    }

    void missing() {
        missing.increment();
    }

    void failed() {
        failed.increment();
    }

    void divided() {
        divided.increment();
    }

    void stale() {
        stale.increment();
    }

    /** An answer had to make room. */
    public void evicted() {
        evicted.increment();
    }

    @Override
    public void close() {
        registry.remove(size);
    }
}
