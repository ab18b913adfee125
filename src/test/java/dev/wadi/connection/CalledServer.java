package dev.wadi.connection;

import static java.util.Objects.requireNonNull;

import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Failure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection {@code api} to a server that follows a script, and calls of it. */
final class CalledServer implements AutoCloseable {

    static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(2), Duration.ofMillis(20));

    final Vertx vertx = Vertx.vertx();
    final ScriptedServer server = new ScriptedServer();
    private @Nullable ConfiguredConnections connections;

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    ConnectionClient client() {
        return client(plain());
    }

    ConnectionClient client(ConnectionConfig config) {
        return client(config, HostResolver.ofSystem());
    }

    ConnectionClient client(ConnectionConfig config, HostResolver resolver) {
        connections = new ConfiguredConnections(List.of(config), vertx, resolver, false);
        return connections.get("api", "test");
    }

    ConfiguredConnections connections() {
        return requireNonNull(connections);
    }

    CircuitBreaker breaker() {
        return requireNonNull(connections().breakers().get("api"));
    }

    static ConnectionConfig config(URI url, Authentication authentication, Map<String, String> headers) {
        return ConnectionConfig.of("api", url)
                .withHeaders(headers)
                .withAuthentication(authentication)
                .withCalls(new CallPolicy(Duration.ofSeconds(20), QUICK, BreakerPolicy.DEFAULT))
                .withTransport(Transport.DEFAULT.withAllowPrivate(true).withConnections(8, 100));
    }

    ConnectionConfig with(RetryPolicy retry, Duration timeout) {
        return plain().withCalls(new CallPolicy(timeout, retry, BreakerPolicy.DEFAULT));
    }

    ConnectionConfig withBreaker(Duration openFor) {
        return plain().withCalls(plain().calls().withBreaker(new BreakerPolicy(50, 2, 2, openFor, 2)));
    }

    ConnectionConfig plain() {
        return config(server.url(), Authentication.none(), Map.of());
    }

    static ConnectionRequest get(String path) {
        return ConnectionRequest.withoutBody("GET", path);
    }

    static ConnectionRequest post(@Nullable String idempotencyKey) {
        return new ConnectionRequest("POST", "/a", Map.of(), new byte[] {'{', '}'}, idempotencyKey);
    }

    static ConnectionResponse call(ConnectionClient client, ConnectionRequest request) {
        return client.call(request)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    static Failure failureOf(ConnectionClient client, ConnectionRequest request) {
        try {
            ConnectionResponse response = call(client, request);
            throw new AssertionError("must fail, but answered " + response.status());
        } catch (CompletionException e) {
            return (Failure) requireNonNull(e.getCause());
        }
    }
}
