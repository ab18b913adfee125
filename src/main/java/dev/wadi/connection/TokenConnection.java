package dev.wadi.connection;

import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.auth.TokenEndpoint;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where a connection fetches its tokens, by the rules for that connection: its gate, its transport, its timeout. A request
 * is made once: whoever needs the token makes the next. No plugin hears of it, since it holds secrets.
 */
final class TokenConnection implements TokenEndpoint, AutoCloseable {

    private static final CallOptions ONCE = new CallOptions(false, null, 1);

    private final HttpConnection http;
    private final String path;

    TokenConnection(ConnectionConfig owner, URI url, HttpRuntime runtime) {
        String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
        this.path = url.getRawPath() + query;
        ConnectionConfig config = new ConnectionConfig(
                owner.name() + " (token)",
                URI.create(url.getScheme() + "://" + url.getRawAuthority()),
                Map.of(),
                Identity.NONE,
                CallPolicy.DEFAULT.withTimeout(owner.calls().timeout()),
                owner.transport());
        this.http = new HttpConnection(config, runtime, config.calls().breaker().breaker(config.name()));
    }

    @Override
    public CompletionStage<byte[]> post(Map<String, String> headers, byte[] form) {
        CompletionStage<ConnectionResponse> answer =
                http.start(new ConnectionRequest("POST", path, headers, form, null), ONCE, HttpCall.Refusal.FINAL);
        return answer == null
                ? CompletableFuture.failedStage(Failure.of(FailureFamily.TRANSIENT, "it is closed", null, 0))
                : answer.thenApply(ConnectionResponse::body);
    }

    @Override
    public void close() {
        http.close();
    }
}
