package dev.wadi.enrich;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers by what was asked, and calls that are under way for them. Thread-safe, never blocks, and calls nobody while it
 * locks. A call that fails is an entry too, without a lifetime: a future that fails would be a warning in the log each.
 */
public final class AnswerCache {

    private final Ticker ticker;
    private final AsyncCache<Object, Object> entries;

    /** @param evicted told of each answer that had to make room */
    public AnswerCache(LookupBounds bounds, Ticker ticker, Runnable evicted) {
        this.ticker = ticker;
        this.entries = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumWeight(bounds.maximumWeight())
                .weigher((key, entry) -> bounds.weight(
                        entry instanceof KeptAnswer kept ? kept.answer().bytes() : 0))
                .expireAfter(Expiry.writing((Object key, Object entry) -> lifetime(entry)))
                .evictionListener((key, entry, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.run();
                    }
                })
                .buildAsync();
    }

    private Duration lifetime(Object entry) {
        return Duration.ofNanos(entry instanceof KeptAnswer kept ? kept.lifetime(ticker.read()) : 0);
    }

    /** The time by which its answers age. */
    long now() {
        return ticker.read();
    }

    /** The entries, for a route that invalidates them. */
    public Cache<Object, Object> entries() {
        return entries.synchronous();
    }

    /** The entry of a key, or the call for it. */
    @Nullable
    CompletableFuture<Object> get(String key) {
        return entries.getIfPresent(key);
    }

    /** Puts an entry, or a call for one, in place of the one that was seen; false if another was faster. */
    boolean replace(String key, @Nullable CompletableFuture<Object> seen, CompletableFuture<Object> entry) {
        return seen == null
                ? entries.asMap().putIfAbsent(key, entry) == null
                : entries.asMap().replace(key, seen, entry);
    }
}
