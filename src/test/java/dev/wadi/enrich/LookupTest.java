package dev.wadi.enrich;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LookupTest {

    private final LookupScene scene = new LookupScene();

    @Test
    void keeps_an_answer_by_its_path() {
        CompletionStage<Answer> first = scene.find(1);
        scene.answer(0, "{\"a\":[1]}");

        assertThat(LookupScene.value(first)).isEqualTo(Map.of("a", List.of(1)));
        assertThat(LookupScene.value(scene.find(1))).isEqualTo(Map.of("a", List.of(1)));
        scene.find(2);

        assertThat(scene.paths()).containsExactly("/p/1", "/p/2");
        assertThat(scene.lookups("hit")).isEqualTo(1);
        assertThat(scene.lookups("called")).isEqualTo(2);
        assertThat(scene.calls("answered")).isEqualTo(1);
    }

    @Test
    void asks_again_once_the_time_to_live_is_over() {
        scene.find(1);
        scene.answer(0, "1");
        scene.pass(Duration.ofSeconds(299));
        scene.find(1);
        scene.pass(Duration.ofSeconds(1));
        CompletionStage<Answer> later = scene.find(1);
        scene.answer(1, "2");

        assertThat(LookupScene.value(later)).isEqualTo(2);
        assertThat(scene.paths()).hasSize(2);
    }

    @Test
    void equal_lookups_at_the_same_time_make_one_call() {
        List<CompletionStage<Answer>> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(scene.find(1));
        }
        scene.answer(0, "{}");

        assertThat(scene.paths()).hasSize(1);
        assertThat(found)
                .allSatisfy(stage -> assertThat(LookupScene.value(stage)).isEqualTo(Map.of()));
        assertThat(scene.lookups("joined")).isEqualTo(99);
    }

    @Test
    void many_threads_over_few_ids_make_one_call_an_id() {
        AtomicInteger calls = new AtomicInteger();
        Lookup shared = scene.lookup(client(request -> {
            calls.incrementAndGet();
            return CompletableFuture.supplyAsync(() -> new ConnectionResponse(200, Map.of(), new byte[] {'1'}));
        }));

        IntStream.range(0, 20_000).parallel().forEach(i -> shared.find(Map.of("id", i % 50))
                .toCompletableFuture()
                .join());

        assertThat(calls).hasValue(50);
    }

    /** Also without a cache: as long as nobody has the answer, one call is enough. */
    @Test
    void without_a_time_to_live_nothing_is_kept_and_equal_lookups_still_share_a_call() {
        scene.times(0, 0, 0, 0);
        CompletionStage<Answer> first = scene.find(1);
        CompletionStage<Answer> second = scene.find(1);
        scene.answer(0, "1");
        scene.find(1);

        assertThat(List.of(LookupScene.value(first), LookupScene.value(second))).isEqualTo(List.of(1, 1));
        assertThat(scene.paths()).hasSize(2);
    }

    @Test
    void a_failure_is_told_to_all_who_wait_and_not_kept() {
        CompletionStage<Answer> first = scene.find(1);
        CompletionStage<Answer> second = scene.find(1);
        Failure failure = Failure.of(FailureFamily.TRANSIENT, "down", null, 3);
        scene.fail(0, failure);
        scene.find(1);

        assertThat(LookupScene.failure(first)).isSameAs(failure);
        assertThat(LookupScene.failure(second)).isSameAs(failure);
        assertThat(scene.paths()).hasSize(2);
        assertThat(scene.calls("failed")).isEqualTo(1);
    }

    /** Otherwise all later lookups of that id would wait for a call that was never made. */
    @Test
    void a_connection_that_throws_at_once_is_a_failure_like_any_other() {
        AtomicInteger calls = new AtomicInteger();
        Lookup throwing = scene.lookup(client(request -> {
            calls.incrementAndGet();
            throw Failure.of(FailureFamily.TRANSIENT, "closed", null, 1);
        }));

        assertThat(LookupScene.failure(throwing.find(Map.of("id", 1)))).hasMessage("closed");
        assertThat(LookupScene.failure(throwing.find(Map.of("id", 1)))).hasMessage("closed");
        assertThat(calls).hasValue(2);
    }

    @Test
    void an_answer_that_is_no_json_fails_and_is_not_kept() {
        CompletionStage<Answer> garbage = scene.find(1);
        scene.answer(0, "{\"a\":");
        scene.find(1);

        assertThat(FailureFamily.of(LookupScene.failure(garbage))).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(scene.paths()).hasSize(2);
    }

    @Test
    void an_answer_without_a_body_is_kept_too() {
        scene.find(1);
        scene.answer(0, "");

        assertThat(LookupScene.value(scene.find(1))).isNull();
        assertThat(scene.paths()).hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void an_answer_that_many_share_can_not_be_changed() {
        scene.find(1);
        scene.answer(0, "{\"a\":{\"b\":1}}");
        Map<String, Object> shared = (Map<String, Object>) requireNonNull(LookupScene.value(scene.find(1)));
        Map<String, Object> nested = (Map<String, Object>) requireNonNull(shared.get("a"));

        assertThatThrownBy(() -> shared.put("c", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> nested.put("c", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** In the original the key was the endpoint as it was written, and its cache had no bound. */
    @Test
    void keys_tell_paths_queries_and_connections_apart() {
        scene.find(Map.of("id", "1/x"));
        scene.find(Map.of("id", "1", "q", "x"));
        scene.find(Map.of("id", "1"));
        Lookup other = scene.lookup(client(request -> {
            scene.called(request);
            return new CompletableFuture<>();
        }));
        CompletionStage<Answer> unused = other.find(Map.of("id", "1"));

        assertThat(unused).isNotCompleted();
        assertThat(scene.paths()).containsExactly("/p/1%2Fx", "/p/1?q=x", "/p/1", "/p/1");
    }

    @Test
    void a_field_of_the_path_that_is_absent_fails_the_message_without_a_call() {
        assertThatThrownBy(() -> scene.find(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessage("Path parameter 'id' not found: the body has no such field");
        assertThat(scene.paths()).isEmpty();
    }

    private interface Calls {
        CompletionStage<ConnectionResponse> call(ConnectionRequest request);
    }

    private static ConnectionClient client(Calls calls) {
        return new ConnectionClient() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
                return calls.call(request);
            }
        };
    }
}
