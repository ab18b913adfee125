package dev.wadi.enrich.component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.wadi.config.ConfigException;
import dev.wadi.connection.component.ConnectionComponent;
import dev.wadi.enrich.AnswerCache;
import dev.wadi.enrich.LookupBatch;
import dev.wadi.enrich.LookupBounds;
import dev.wadi.enrich.LookupMeters;
import dev.wadi.enrich.LookupTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Gives the endpoints {@code lookup:connection/path}, which use the connections of {@code connection:}. */
@Component("lookup")
public final class LookupComponent extends DefaultComponent {

    private final MeterRegistry registry;
    private final Ticker ticker;
    private final Map<String, LookupMeters> meters = new ConcurrentHashMap<>();
    private final Map<String, SharedCache> shared = new ConcurrentHashMap<>();

    /** A cache with a name, and what all who use it must agree on. */
    private record SharedCache(
            AnswerCache cache,
            LookupBounds bounds,
            LookupTimes times,
            @Nullable LookupBatch batch) {

        boolean suits(LookupBounds wanted, LookupTimes times, @Nullable LookupBatch batch) {
            return bounds.equals(wanted) && this.times.equals(times) && Objects.equals(this.batch, batch);
        }
    }

    /** Measures nothing. */
    public LookupComponent() {
        this(new CompositeMeterRegistry());
    }

    public LookupComponent(MeterRegistry registry) {
        this(registry, Ticker.systemTicker());
    }

    /** @param ticker the time by which answers age */
    LookupComponent(MeterRegistry registry, Ticker ticker) {
        this.registry = registry;
        this.ticker = ticker;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LookupEndpoint endpoint = new LookupEndpoint(uri, this);
        endpoint.setAddress(remaining);
        endpoint.setQuery(PropertiesHelper.extractProperties(parameters, "query."));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    ConnectionComponent connections() {
        return getCamelContext().getComponent("connection", ConnectionComponent.class);
    }

    LookupMeters meters(String address) {
        return meters.computeIfAbsent(address, known -> new LookupMeters(registry, known));
    }

    /** A cache of one endpoint. */
    AnswerCache cache(LookupBounds bounds, LookupMeters counted) {
        AnswerCache cache = new AnswerCache(bounds, ticker, counted::evicted);
        counted.add(cache);
        return cache;
    }

    /** The cache of a name, which steps of {@code caffeine-cache:} can work on too. */
    AnswerCache cache(
            String name,
            LookupBounds bounds,
            LookupTimes times,
            @Nullable LookupBatch batch,
            LookupMeters counted,
            String where) {
        SharedCache known = shared.computeIfAbsent(name, unknown -> {
            AnswerCache cache = cache(bounds, counted);
            getCamelContext().getRegistry().bind(name, Cache.class, cache.entries());
            return new SharedCache(cache, bounds, times, batch);
        });
        if (!known.suits(bounds, times, batch)) {
            throw new ConfigException(
                    where,
                    "the cache '" + name + "' is shared with another lookup, whose times, bounds or batches are others."
                            + " Give them the same, or caches of their own");
        }
        return known.cache();
    }

    @Override
    protected void doShutdown() throws Exception {
        meters.values().forEach(LookupMeters::close);
        super.doShutdown();
    }
}
