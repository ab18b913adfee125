package dev.wadi.plugin.runtime;

import dev.wadi.connection.CallOptions;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.json.Json;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a plugin calls.
 *
 * @param client the connection's client
 * @param options what the plugin wants otherwise than the connection is configured
 */
public record CalledConnection(ConnectionClient client, CallOptions options) implements PluginConnection {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    public CalledConnection(ConnectionClient client) {
        this(client, CallOptions.CONFIGURED);
    }

    @Override
    public PluginConnection withTimeout(Duration timeout) {
        return new CalledConnection(client, new CallOptions(true, timeout, options.maxAttempts()));
    }

    @Override
    public PluginConnection withMaxAttempts(int maxAttempts) {
        return new CalledConnection(client, new CallOptions(true, options.timeout(), maxAttempts));
    }

    @Override
    public String name() {
        return client.name();
    }

    @Override
    public CompletionStage<HttpAnswer> request(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        return client.with(options)
                .call(request(method, path, headers, bytes(body), body instanceof byte[]))
                .thenApply(answer -> new HttpAnswer(answer.status(), answer.headers(), answer.body()));
    }

    @Override
    public CompletionStage<@Nullable Object> requestJson(
            String method, String path, Map<String, String> headers, @Nullable Object body) {
        return request(method, path, headers, body)
                .thenApply(answer -> answer.body().length == 0 ? null : Json.value(answer.body()));
    }

    @SuppressWarnings("NullAway") // overlooks the @Nullable of an array
    private static ConnectionRequest request(
            String method, String path, Map<String, String> headers, byte @Nullable [] body, boolean raw) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        if (body != null && !raw) {
            all.putIfAbsent(CONTENT_TYPE, "application/json");
        }
        String key = all.remove(IDEMPOTENCY_KEY); // with it a call may be tried again
        return new ConnectionRequest(method.toUpperCase(Locale.ROOT), path, all, body, key);
    }

    private static byte @Nullable [] bytes(@Nullable Object body) {
        return switch (body) {
            case null -> null;
            case byte[] raw -> raw;
            case Object value -> Json.bytes(value);
        };
    }
}
