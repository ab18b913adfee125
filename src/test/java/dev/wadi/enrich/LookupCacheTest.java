package dev.wadi.enrich;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import dev.wadi.connection.AnswerForm;
import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LookupCacheTest {

    private final Cache<Object, Object> cache = LookupCache.cache(Duration.ofMinutes(5), 100);
    private final Answers answers = new Answers();
    private final LookupCache lookups = new LookupCache(
            answers, ConnectionCall.get(UrlTemplate.parse("/p/{id}", Map.of()), AnswerForm.AUTO, null), cache);

    @Test
    void keeps_an_answer_by_its_path() {
        CompletionStage<@Nullable Object> first = find(1);
        answers.answer(0, "{\"a\":[1]}");

        assertThat(first).isCompletedWithValue(Map.of("a", List.of(1)));
        assertThat(find(1)).isCompletedWithValue(Map.of("a", List.of(1)));
        find(2);

        assertThat(answers.paths).containsExactly("/p/1", "/p/2");
        assertThat(cache.stats().hitCount()).isEqualTo(1);
    }

    @Test
    void equal_lookups_at_the_same_time_make_one_call() {
        List<CompletionStage<@Nullable Object>> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(find(1));
        }
        answers.answer(0, "{}");

        assertThat(answers.paths).hasSize(1);
        assertThat(found).allSatisfy(stage -> assertThat(stage).isCompletedWithValue(Map.of()));
    }

    @Test
    void many_threads_over_few_ids_make_one_call_an_id() {
        AtomicInteger calls = new AtomicInteger();
        ConnectionClient immediate = new ConnectionClient() {
            @Override
            public String name() {
                return "api";
            }

            @Override
            public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
                calls.incrementAndGet();
                return CompletableFuture.supplyAsync(() -> new ConnectionResponse(200, Map.of(), new byte[] {'1'}));
            }
        };
        LookupCache shared = new LookupCache(
                immediate, ConnectionCall.get(UrlTemplate.parse("/p/{id}", Map.of()), AnswerForm.AUTO, null), cache);

        IntStream.range(0, 2_000).parallel().forEach(i -> shared.find(Map.of("id", i % 50))
                .toCompletableFuture()
                .join());

        assertThat(calls).hasValue(50);
    }

    @Test
    void a_failure_is_not_kept() {
        CompletionStage<@Nullable Object> first = find(1);
        answers.calls.get(0).completeExceptionally(Failure.payload("404"));
        find(1);

        assertThat(first).isCompletedExceptionally();
        assertThat(answers.paths).hasSize(2);
    }

    @Test
    void an_answer_without_a_body_is_kept_too() {
        find(1);
        answers.answer(0, "");

        assertThat(find(1)).isCompletedWithValue(null);
        assertThat(answers.paths).hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void an_answer_that_many_share_can_not_be_changed() {
        find(1);
        answers.answer(0, "{\"a\":{\"b\":1}}");
        Map<String, Object> shared =
                (Map<String, Object>) find(1).toCompletableFuture().join();
        Map<String, Object> nested = (Map<String, Object>) requireNonNull(shared.get("a"));

        assertThatThrownBy(() -> shared.put("c", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> nested.put("c", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void without_a_time_to_live_nothing_is_kept() {
        LookupCache uncached = new LookupCache(
                answers,
                ConnectionCall.get(UrlTemplate.parse("/p", Map.of()), AnswerForm.AUTO, null),
                LookupCache.cache(Duration.ZERO, 100));
        uncached.find(Map.of());
        answers.answer(0, "{}");
        uncached.find(Map.of());

        assertThat(answers.paths).hasSize(2);
    }

    private CompletionStage<@Nullable Object> find(int id) {
        return lookups.find(Map.of("id", id));
    }

    /** A connection whose answers come when the test says so. */
    private static final class Answers implements ConnectionClient {

        private final List<String> paths = new ArrayList<>();
        private final List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();

        @Override
        public String name() {
            return "api";
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            paths.add(request.path());
            calls.add(new CompletableFuture<>());
            return calls.getLast();
        }

        void answer(int index, String json) {
            calls.get(index)
                    .complete(new ConnectionResponse(
                            200, Map.of("content-type", "application/json"), json.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
