package dev.wadi.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a connection by path and query. Equal lookups at the same time make one call; only successes are kept.
 * Thread-safe, never blocks. Answers are shared and can't be changed.
 */
public final class LookupCache {

    private final ConnectionClient client;
    private final ConnectionCall call;
    private final Cache<Object, Object> cache;
    private final Map<String, CompletableFuture<Object>> underWay = new ConcurrentHashMap<>();

    /** @param cache see {@link #cache}; a route may invalidate its entries */
    public LookupCache(ConnectionClient client, ConnectionCall call, Cache<Object, Object> cache) {
        this.client = client;
        this.call = call;
        this.cache = cache;
    }

    /**
     * A cache that counts its hits.
     *
     * @param ttl how long an answer is kept; zero for not at all
     * @param maximumSize how many answers are kept
     */
    public static Cache<Object, Object> cache(Duration ttl, long maximumSize) {
        return Caffeine.newBuilder()
                .expireAfterWrite(ttl)
                .maximumSize(maximumSize)
                .recordStats()
                .build();
    }

    /** The connection that is asked. */
    public String connection() {
        return client.name();
    }

    /**
     * The answer for a message.
     *
     * @return plain Java that can't be changed, null where the answer is empty; fails as the connection does
     * @throws dev.wadi.record.Failure (payload) if a field of the path is missing
     */
    public CompletionStage<@Nullable Object> find(@Nullable Object body) {
        ConnectionRequest request = call.request(body, null);
        String key = request.path();
        Object known = cache.getIfPresent(key);
        if (known != null) {
            return CompletableFuture.completedFuture(Answer.valueOf(known));
        }
        return shared(key, request).thenApply(Answer::valueOf);
    }

    private CompletableFuture<Object> shared(String key, ConnectionRequest request) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return first;
        }
        Object justKept = cache.getIfPresent(key); // by a call that ended between our two looks
        if (justKept != null) {
            underWay.remove(key);
            mine.complete(justKept);
            return mine;
        }
        client.call(request)
                .<Object>thenApply(response -> Answer.of(call.form().read(response)))
                .whenComplete((answer, thrown) -> {
                    if (thrown == null) {
                        cache.put(key, answer);
                    }
                    underWay.remove(key);
                    if (thrown == null) {
                        mine.complete(answer);
                    } else {
                        mine.completeExceptionally(thrown);
                    }
                });
        return mine;
    }
}
