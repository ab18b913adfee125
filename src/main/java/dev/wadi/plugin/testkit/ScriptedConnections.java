package dev.wadi.plugin.testkit;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Suggestion;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections that send nothing: they answer as they are told, and keep what they were asked. Thread-safe. */
final class ScriptedConnections implements Connections {

    private final Set<String> names = new TreeSet<>();
    private final Map<String, Deque<ConnectionResponse>> answers = new LinkedHashMap<>();
    private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

    synchronized void name(Collection<String> more) {
        names.addAll(more);
    }

    /** Answers a call; of several answers each is given once, and the last one ever after. */
    synchronized void answer(String connection, String method, String path, int status, String body) {
        names.add(connection);
        answers.computeIfAbsent(key(connection, method, path), key -> new ArrayDeque<>())
                .add(new ConnectionResponse(
                        status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public synchronized Set<String> names() {
        return Set.copyOf(names);
    }

    /** A plugin's own calls: one without an answer fails, since the plugin waits for what the test does not say. */
    @Override
    public ConnectionClient get(String name, String where) {
        return client(known(name, where), false);
    }

    /** The calls of webhooks: one without an answer is answered with 200, since nobody reads it. */
    Connections forWebhooks() {
        return new Connections() {
            @Override
            public Set<String> names() {
                return ScriptedConnections.this.names();
            }

            @Override
            public ConnectionClient get(String name, String where) {
                return client(known(name, where), true);
            }
        };
    }

    ConnectionClient forUrl(URI origin) {
        return client(origin.toString(), true);
    }

    private String known(String name, String where) {
        Set<String> all = names();
        if (!all.contains(name)) {
            throw new ConfigException(
                    where, "no connection named '" + name + "'. " + Suggestion.of(name, all, "Connections"));
        }
        return name;
    }

    private ConnectionClient client(String name, boolean answersAlways) {
        return new ConnectionClient() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
                calls.add(RecordedCall.of(name, request));
                return answer(name, request, answersAlways);
            }
        };
    }

    private synchronized CompletionStage<ConnectionResponse> answer(
            String name, ConnectionRequest request, boolean answersAlways) {
        String key = key(name, request.method(), request.path());
        Deque<ConnectionResponse> waiting = answers.get(key);
        if (waiting == null) {
            return answersAlways
                    ? CompletableFuture.completedFuture(new ConnectionResponse(200, Map.of(), new byte[0]))
                    : CompletableFuture.failedFuture(Failure.payload("the test has no answer for " + key
                            + ". It has answers for: " + (answers.isEmpty() ? "nothing" : answers.keySet())));
        }
        ConnectionResponse answer = waiting.size() > 1 ? waiting.remove() : waiting.element();
        return answer.status() < 300
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.failedFuture(Failure.of(
                        family(answer.status()),
                        "connection " + key + " answered " + answer.status() + ": " + answer.text(),
                        null,
                        1));
    }

    private static FailureFamily family(int status) {
        return switch (status) {
            case 401, 403 -> FailureFamily.AUTH;
            case 408, 429 -> FailureFamily.TRANSIENT;
            default -> status >= 500 ? FailureFamily.TRANSIENT : FailureFamily.PAYLOAD;
        };
    }

    private static String key(String connection, String method, String path) {
        return connection + ": " + method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
