package dev.wadi.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wadi.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP API of this machine that remembers what it was asked, in the order of arrival. */
public final class RecordingApi implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> script = request -> Answer.json(200, "{}");

    /**
     * A request.
     *
     * @param call method, path and query, as in {@code GET /projects/1?include=details}
     * @param authorization the header of that name, if any
     * @param idempotencyKey the header of that name, if any
     * @param body the body
     */
    public record Request(
            String call,
            @Nullable String authorization,
            @Nullable String idempotencyKey,
            String body) {

        /** The body's fields. */
        public Map<String, @Nullable Object> json() {
            return Json.object(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An answer. */
    public record Answer(int status, String contentType, String body) {

        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }
    }

    private RecordingApi(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port. */
    public static RecordingApi start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordingApi api = new RecordingApi(server);
        server.setExecutor(api.threads);
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    /** Answers so from now on. */
    public RecordingApi answering(Function<Request, Answer> next) {
        script = next;
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The calls alone. */
    public List<String> calls() {
        return requests.stream().map(Request::call).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Answer answer = script.apply(request);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
