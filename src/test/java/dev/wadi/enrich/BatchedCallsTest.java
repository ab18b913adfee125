package dev.wadi.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.IdsUrl;
import dev.wadi.connection.UrlTemplate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which ids are asked for together; time passes when the test says so. */
final class BatchedCallsTest {

    private final List<Runnable> timers = new ArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private boolean broken;

    @Test
    void a_call_goes_out_when_it_is_full_or_its_time_is_over() {
        BatchedCalls calls = calls(2, timers::add);
        List<CompletionStage<Answer>> asked = ask(calls, 1, 2, 3);

        assertThat(paths).containsExactly("/p?ids=1,2");
        assertThat(asked.getLast()).isNotCompleted();

        timers.getLast().run();

        assertThat(paths).containsExactly("/p?ids=1,2", "/p?ids=3");
        assertThat(asked)
                .extracting(LookupScene::value)
                .containsExactly(Map.of("id", 1), Map.of("id", 2), Map.of("id", 3));
    }

    /** The timer of a call that was full before its time must not cut short what gathers in its place. */
    @Test
    void the_time_of_one_call_says_nothing_about_the_next() {
        BatchedCalls calls = calls(2, timers::add);
        ask(calls, 1, 2, 3);

        timers.getFirst().run();

        assertThat(timers).hasSize(2);
        assertThat(paths).containsExactly("/p?ids=1,2");
    }

    /** As it is after the cache's entry was invalidated while the call had not gone out. */
    @Test
    void an_id_that_is_asked_for_twice_stands_in_the_call_once() {
        BatchedCalls calls = calls(3, timers::add);
        List<CompletionStage<Answer>> asked = ask(calls, 1, 1, 2);
        calls.flush();

        assertThat(paths).containsExactly("/p?ids=1,2");
        assertThat(asked).allSatisfy(each -> assertThat(each).isCompleted());
    }

    @Test
    void flush_sends_what_waits_and_nothing_if_none_does() {
        BatchedCalls calls = calls(5, timers::add);
        calls.flush();
        ask(calls, 1);
        calls.flush();
        calls.flush();
        timers.forEach(Runnable::run);

        assertThat(paths).containsExactly("/p?ids=1");
    }

    @Test
    void of_size_one_each_id_has_a_call_at_once() {
        ask(calls(1, timers::add), 1, 2);

        assertThat(paths).containsExactly("/p?ids=1", "/p?ids=2");
        assertThat(timers).isEmpty();
    }

    @Test
    void a_connection_that_throws_at_once_fails_them_all() {
        broken = true;

        assertThat(ask(calls(2, timers::add), 1, 2))
                .allSatisfy(each -> assertThat(LookupScene.failure(each)).hasMessage("closed"));
    }

    @Test
    void many_threads_get_their_answers_and_no_id_is_asked_for_twice() {
        BatchedCalls calls = calls(16, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));

        IntStream.range(0, 5_000).parallel().forEach(id -> assertThat(
                        calls.ask(Map.of("id", id)).toCompletableFuture().join().value())
                .isEqualTo(Map.of("id", id)));

        List<String> asked =
                paths.stream().flatMap(path -> Arrays.stream(ids(path))).toList();
        assertThat(asked).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(paths).allSatisfy(path -> assertThat(ids(path)).hasSizeLessThanOrEqualTo(16));
    }

    private BatchedCalls calls(int size, Executor later) {
        return new BatchedCalls(
                new LookupCalls(new Items(), new LookupMeters(new SimpleMeterRegistry(), "api/p")),
                IdsUrl.of(UrlTemplate.parse("/p", Map.of("ids", "{id}"))),
                new LookupBatch(size, Duration.ofMillis(5), "id", null),
                later);
    }

    private static List<CompletionStage<Answer>> ask(BatchedCalls calls, int... ids) {
        return Arrays.stream(ids).mapToObj(id -> calls.ask(Map.of("id", id))).toList();
    }

    private static String[] ids(String path) {
        return path.substring(path.indexOf('=') + 1).split(",");
    }

    /** Has an item for each id. */
    private final class Items implements ConnectionClient {

        @Override
        public String name() {
            return "api";
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            if (broken) {
                throw new IllegalStateException("closed");
            }
            paths.add(request.path());
            String items = Arrays.stream(ids(request.path()))
                    .map(id -> "{\"id\":" + id + "}")
                    .collect(Collectors.joining(",", "[", "]"));
            return CompletableFuture.completedFuture(
                    new ConnectionResponse(200, Map.of(), items.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
