package dev.wadi.connection;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A real HTTP server on a free loopback port that answers by a script, and by its last answer from then on. */
public final class ScriptedServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Consumer<HttpServerRequest>> script = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Consumer<HttpServerRequest> last =
            request -> request.response().setStatusCode(204).end();

    /**
     * A request as it came in.
     *
     * @param method the method
     * @param uri path and query as sent
     * @param headers the headers, names in lower case
     * @param body the body as text
     */
    public record Received(String method, String uri, Map<String, String> headers, String body) {}

    public ScriptedServer() {
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new java.util.TreeMap<>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
            received.add(new Received(request.method().name(), request.uri(), headers, body.toString()));
            Consumer<HttpServerRequest> next = script.poll();
            if (next != null) {
                last = next;
            }
            last.accept(request);
        });
    }

    /** The server's address without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    public List<Received> received() {
        return received;
    }

    /** Adds an answer: status and JSON body. */
    public ScriptedServer answers(int status, String body) {
        return answers(status, body, Map.of());
    }

    /** Adds an answer: status, JSON body and headers. */
    public ScriptedServer answers(int status, String body, Map<String, String> headers) {
        script.add(request -> {
            headers.forEach(request.response()::putHeader);
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .setStatusCode(status)
                    .end(body);
        });
        return this;
    }

    /** Adds an answer as bytes. */
    public ScriptedServer answers(Buffer body) {
        return answers(body, Map.of());
    }

    /** Adds an answer as bytes with headers. */
    public ScriptedServer answers(Buffer body, Map<String, String> headers) {
        script.add(request -> {
            headers.forEach(request.response()::putHeader);
            request.response().end(body);
        });
        return this;
    }

    /** Adds what is done with a request. */
    public ScriptedServer answers(Consumer<HttpServerRequest> answer) {
        script.add(answer);
        return this;
    }

    /** Closes the connection instead of an answer. */
    public ScriptedServer hangsUp() {
        script.add(request -> request.connection().close());
        return this;
    }

    /** Never answers. */
    public ScriptedServer isSilent() {
        script.add(request -> {});
        return this;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
