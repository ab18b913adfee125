package dev.wadi.fake;

import dev.wadi.json.Json;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connection as a plugin sees it, which answers as the test says and keeps what it was asked. */
public record FakePluginConnection(String name, Function<Call, String> answer, List<Call> calls)
        implements PluginConnection {

    /** One call. */
    public record Call(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable Object body) {

        /** Such as {@code GET /x}. */
        public String line() {
            return method + " " + path;
        }
    }

    /** @param answer gives the answer's body; what it throws is the failure */
    public FakePluginConnection(String name, Function<Call, String> answer) {
        this(name, answer, new CopyOnWriteArrayList<>());
    }

    @Override
    public FakePluginConnection withTimeout(Duration timeout) {
        return this;
    }

    @Override
    public FakePluginConnection withMaxAttempts(int maxAttempts) {
        return this;
    }

    @Override
    public CompletionStage<HttpAnswer> request(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        Call call = new Call(method, path, headers, body);
        calls.add(call);
        try {
            byte[] bytes = answer.apply(call).getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(new HttpAnswer(200, Map.of(), bytes));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<@Nullable Object> requestJson(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        return request(method, path, headers, body)
                .thenApply(got -> got.body().length == 0 ? null : Json.value(got.body()));
    }
}
