package dev.wadi.fake;

import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Connections that answer as the test says, and keep what they were asked. */
public final class AnsweringConnections implements Connections {

    private final Map<String, Function<ConnectionRequest, ConnectionResponse>> answers = new ConcurrentHashMap<>();
    private final List<FakeConnections.Call> calls = new CopyOnWriteArrayList<>();

    /** A connection and what it answers; what the function throws is the failure. */
    public AnsweringConnections with(String name, Function<ConnectionRequest, ConnectionResponse> answer) {
        answers.put(name, answer);
        return this;
    }

    /** The requests to a connection, as {@code METHOD path}. */
    public List<String> asked(String name) {
        return calls.stream()
                .filter(call -> call.connection().equals(name))
                .map(call -> call.request().method() + " " + call.request().path())
                .toList();
    }

    /** The bodies that were sent to a connection. */
    public List<String> bodies(String name) {
        return calls.stream()
                .filter(call -> call.connection().equals(name))
                .map(call -> String.valueOf(FakePublisher.text(call.request().body())))
                .toList();
    }

    @Override
    public Set<String> names() {
        return answers.keySet();
    }

    @Override
    public ConnectionClient get(String name, String where) {
        Function<ConnectionRequest, ConnectionResponse> answer =
                Objects.requireNonNull(answers.get(name), () -> where + " names the unknown connection " + name);
        return new ConnectionClient() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
                calls.add(new FakeConnections.Call(name, request));
                try {
                    return CompletableFuture.completedFuture(answer.apply(request));
                } catch (RuntimeException e) {
                    return CompletableFuture.failedFuture(e);
                }
            }
        };
    }
}
