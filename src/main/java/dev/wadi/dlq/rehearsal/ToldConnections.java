package dev.wadi.dlq.rehearsal;

import dev.wadi.connection.CallOptions;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.Connections;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Connections whose calls are only told, and taken as answered with 200 and an empty JSON object; reads may be made.
 *
 * @param connections the project's own
 * @param transcript where it is told
 * @param reads whether GET and HEAD are made for real
 */
record ToldConnections(Connections connections, Transcript transcript, boolean reads) implements Connections {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public Set<String> names() {
        return connections.names();
    }

    @Override
    public ConnectionClient get(String name, String where) {
        return new Told(connections.get(name, where));
    }

    /** A client that only tells. */
    ConnectionClient told(ConnectionClient client) {
        return new Told(client);
    }

    private final class Told implements ConnectionClient {

        private final ConnectionClient client;

        Told(ConnectionClient client) {
            this.client = client;
        }

        @Override
        public String name() {
            return client.name();
        }

        @Override
        public ConnectionClient with(CallOptions options) {
            return new Told(client.with(options));
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            String place =
                    request.method() + ' ' + client.name() + request.path().replaceFirst("\\?.*", "");
            if (reads && READS.contains(request.method())) {
                return client.call(request)
                        .whenComplete((answer, thrown) ->
                                transcript.tell(place + (thrown == null ? " answered " + answer.status() : " failed")));
            }
            byte[] body = request.body();
            transcript.assume("would " + place + (body == null ? "" : ", " + body.length + " bytes"));
            return CompletableFuture.completedFuture(new ConnectionResponse(
                    200, Map.of("content-type", "application/json"), "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
