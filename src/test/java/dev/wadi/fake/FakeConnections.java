package dev.wadi.fake;

import dev.wadi.config.ConfigException;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections that keep what is sent. Each answers 200 with {@code {}}, unless its next answers are given. */
public final class FakeConnections implements Connections {

    private final Set<String> names;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<CompletionStage<ConnectionResponse>> next = new ConcurrentLinkedQueue<>();

    /**
     * A request that was sent.
     *
     * @param connection the connection's name, or the address of a webhook's URL
     * @param request the request
     */
    public record Call(String connection, ConnectionRequest request) {}

    public FakeConnections(String... names) {
        this.names = Set.of(names);
    }

    /** The next calls of any connection fail so, one each. */
    public FakeConnections failing(Throwable... causes) {
        for (Throwable cause : causes) {
            next.add(CompletableFuture.failedStage(cause));
        }
        return this;
    }

    /** The next call of any connection is answered when the future is. */
    public CompletableFuture<ConnectionResponse> holdBack() {
        CompletableFuture<ConnectionResponse> answer = new CompletableFuture<>();
        next.add(answer);
        return answer;
    }

    public static ConnectionResponse ok() {
        return new ConnectionResponse(200, Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public ConnectionClient get(String name, String where) {
        if (!names.contains(name)) {
            throw new ConfigException(where, "the connection '" + name + "' does not exist");
        }
        return client(name);
    }

    /** A client of any name. */
    public ConnectionClient client(String name) {
        return new ConnectionClient() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
                calls.add(new Call(name, request));
                CompletionStage<ConnectionResponse> answer = next.poll();
                return answer == null ? CompletableFuture.completedFuture(ok()) : answer;
            }
        };
    }
}
