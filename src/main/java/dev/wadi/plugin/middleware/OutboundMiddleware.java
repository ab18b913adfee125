package dev.wadi.plugin.middleware;

import dev.wadi.action.HeaderRule;
import dev.wadi.connection.CallInterceptor;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has the calls of connections pass the middleware. It sees neither a connection's credentials nor those that a call
 * brings itself, and can replace neither.
 *
 * @param chain the middleware
 * @param executor where middleware sees the answers: never an event loop
 */
public record OutboundMiddleware(MiddlewareChain chain, Executor executor) implements CallInterceptor {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-consul-token", "x-vault-token");

    @Override
    public CompletionStage<ConnectionResponse> around(String connection, ConnectionRequest request, Call call) {
        if (chain.isEmpty(HttpRequest.Side.OUTBOUND)) {
            return call.make(request);
        }
        CompletableFuture<ConnectionResponse> result = new CompletableFuture<>();
        var unused = chain.pass(shown(connection, request), changed -> call.make(merged(request, changed))
                        .thenApplyAsync(OutboundMiddleware::answer, executor))
                .whenComplete((answer, thrown) -> end(answer, thrown, result));
        return result;
    }

    private static void end(
            @Nullable HttpAnswer answer, @Nullable Throwable thrown, CompletableFuture<ConnectionResponse> result) {
        if (answer == null) {
            result.completeExceptionally(
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
        } else {
            result.complete(response(answer)); // whatever its status: the connection knows what that means
        }
    }

    private static HttpRequest shown(String connection, ConnectionRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach((name, value) -> {
            if (!isCredential(name)) {
                headers.put(name, value);
            }
        });
        byte @Nullable [] body = request.body();
        return new HttpRequest(
                HttpRequest.Side.OUTBOUND,
                connection,
                request.method(),
                request.path(),
                headers,
                body == null ? new byte[0] : body);
    }

    @SuppressWarnings("NullAway") // overlooks the @Nullable of an array
    private static ConnectionRequest merged(ConnectionRequest original, HttpRequest changed) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> brought = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        original.headers().forEach((name, value) -> {
            if (isCredential(name)) {
                brought.put(name, value);
            }
        });
        changed.headers().forEach((name, value) -> {
            if (!HeaderRule.steers(name) && !brought.containsKey(name)) {
                headers.put(name, value);
            }
        });
        headers.putAll(brought);
        boolean bodiless = original.body() == null && changed.body().length == 0;
        return new ConnectionRequest(
                changed.method().toUpperCase(Locale.ROOT),
                changed.path(),
                headers,
                bodiless ? null : changed.body(),
                original.idempotencyKey());
    }

    private static boolean isCredential(String header) {
        return CREDENTIALS.contains(header.toLowerCase(Locale.ROOT));
    }

    private static HttpAnswer answer(ConnectionResponse response) {
        return new HttpAnswer(response.status(), response.headers(), response.body());
    }

    private static ConnectionResponse response(HttpAnswer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new ConnectionResponse(answer.status(), headers, answer.body());
    }
}
