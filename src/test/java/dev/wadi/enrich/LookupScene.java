package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.UrlTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A lookup of {@code /p/{id}?q={q}} at a connection whose answers come when the test says so, by a clock of the test. */
final class LookupScene {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LookupMeters meters = new LookupMeters(registry, "api/p/{id}");
    private final AtomicLong nanos = new AtomicLong(-5); // as System.nanoTime may be
    private final List<String> paths = new ArrayList<>();
    private final List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();
    private final AnswerCache cache;
    private LookupTimes times = times(300);
    private OnMissing onMissing = OnMissing.FAIL;
    private @Nullable Lookup lookup;

    LookupScene() {
        this(new LookupBounds(100, 1_000_000));
    }

    LookupScene(LookupBounds bounds) {
        cache = new AnswerCache(bounds, nanos::get, meters::evicted);
        meters.add(cache);
    }

    private static LookupTimes times(int ttl) {
        return new LookupTimes(Duration.ofSeconds(ttl), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    LookupScene times(int ttl, int refreshAfter, int negativeTtl, int staleIfError) {
        times = new LookupTimes(
                Duration.ofSeconds(ttl),
                Duration.ofSeconds(refreshAfter),
                Duration.ofSeconds(negativeTtl),
                Duration.ofSeconds(staleIfError));
        lookup = null;
        return this;
    }

    LookupScene onMissing(OnMissing what) {
        onMissing = what;
        lookup = null;
        return this;
    }

    AnswerCache cache() {
        return cache;
    }

    /** Another connection's lookup with the same cache. */
    Lookup lookup(ConnectionClient client) {
        AnswerSource source = AnswerSource.of(client, UrlTemplate.parse("/p/{id}", Map.of("q", "{q}")), null, meters);
        return new Lookup(source, cache, times, onMissing, meters);
    }

    CompletionStage<Answer> find(int id) {
        return find(Map.of("id", id));
    }

    CompletionStage<Answer> find(Map<String, Object> body) {
        Lookup known = lookup == null ? lookup(new Answers()) : lookup;
        lookup = known;
        return known.find(body);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Which paths were called, in order. */
    List<String> paths() {
        return paths;
    }

    void called(ConnectionRequest request) {
        paths.add(request.path());
    }

    void answer(int call, String json) {
        answer(call, 200, json);
    }

    void answer(int call, int status, String json) {
        calls.get(call)
                .complete(new ConnectionResponse(
                        status, Map.of("content-type", "application/json"), json.getBytes(StandardCharsets.UTF_8)));
    }

    /** The connection says of the answer that there is nothing more to do. */
    void drop(int call, int status) {
        calls.get(call).complete(new ConnectionResponse(status, Map.of(), new byte[0], true));
    }

    void fail(int call, Throwable thrown) {
        calls.get(call).completeExceptionally(thrown);
    }

    static @Nullable Object value(CompletionStage<Answer> found) {
        assertThat(found).isCompleted();
        return found.toCompletableFuture().join().value();
    }

    static Throwable failure(CompletionStage<Answer> found) {
        assertThat(found).isCompletedExceptionally();
        Throwable thrown = catchThrowable(() -> found.toCompletableFuture().join());
        assertThat(thrown).isInstanceOf(CompletionException.class);
        return Objects.requireNonNull(thrown.getCause());
    }

    double lookups(String result) {
        return registry.get("wadi.lookups").tag("result", result).counter().count();
    }

    double calls(String result) {
        return registry.get("wadi.lookup.calls").tag("result", result).counter().count();
    }

    double stale() {
        return registry.get("wadi.lookup.stale").counter().count();
    }

    double evictions() {
        return registry.get("wadi.lookup.evictions").counter().count();
    }

    double size() {
        return registry.get("wadi.lookup.size").gauge().value();
    }

    private final class Answers implements ConnectionClient {

        @Override
        public String name() {
            return "api";
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            called(request);
            calls.add(new CompletableFuture<>());
            return calls.getLast();
        }
    }
}
