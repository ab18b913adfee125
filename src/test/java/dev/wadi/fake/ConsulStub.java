package dev.wadi.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wadi.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An agent of Consul, as far as services go, over its HTTP API. */
public final class ConsulStub implements AutoCloseable {

    /** The registrations by their ids, as they were sent. */
    public final Map<String, Map<String, @Nullable Object>> services = new ConcurrentHashMap<>();
    /** The checks that were told that all is well. */
    public final List<String> passed = new CopyOnWriteArrayList<>();
    /** The tokens that came with the requests. */
    public final List<String> tokens = new CopyOnWriteArrayList<>();

    public volatile int answersWith;
    public volatile @Nullable CountDownLatch slowUntil;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public ConsulStub() throws IOException {
        this(0);
    }

    public ConsulStub(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("X-Consul-Token");
            tokens.add(token == null ? "" : token);
            CountDownLatch slow = slowUntil;
            if (slow != null) {
                slow.await();
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (answersWith != 0) {
                send(exchange, answersWith, "rpc error: No cluster leader");
            } else {
                route(exchange, exchange.getRequestMethod(), exchange.getRequestURI(), body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(HttpExchange exchange, String method, URI uri, byte[] body) throws IOException {
        String path = uri.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (method.equals("PUT") && path.equals("/v1/agent/service/register")) {
            Map<String, @Nullable Object> service = Json.object(body);
            services.put(String.valueOf(service.get("ID")), service);
            send(exchange, 200, "");
        } else if (method.equals("PUT") && path.startsWith("/v1/agent/service/deregister/")) {
            boolean known = services.remove(last) != null;
            send(exchange, known ? 200 : 404, known ? "" : "Unknown service ID " + last);
        } else if (method.equals("PUT") && path.startsWith("/v1/agent/check/pass/")) {
            boolean known = services.containsKey(last.replaceFirst("^service:", ""));
            if (known) {
                passed.add(last);
            }
            send(exchange, known ? 200 : 404, known ? "" : "Unknown check ID " + last);
        } else if (method.equals("GET") && path.startsWith("/v1/agent/service/")) {
            send(exchange, services.containsKey(last) ? 200 : 404, "{}");
        } else if (method.equals("GET")
                && path.startsWith("/v1/health/service/")
                && "passing=true".equals(uri.getQuery())) {
            send(exchange, 200, Json.text(health(last)));
        } else if (method.equals("GET") && path.equals("/v1/status/leader")) {
            send(exchange, 200, "\"10.0.0.1:8300\"");
        } else {
            send(exchange, 405, "method " + method + " not allowed for " + path);
        }
    }

    private List<Object> health(String name) {
        List<Object> found = new ArrayList<>();
        services.forEach((id, service) -> {
            if (name.equals(service.get("Name"))) {
                Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                shown.put("ID", id);
                shown.put("Service", name);
                for (String field : List.of("Address", "Port", "Tags", "Meta")) {
                    shown.put(field, service.get(field));
                }
                found.add(Map.of(
                        "Node", Map.of("Node", "n1", "Address", "10.0.0.9"), "Service", shown, "Checks", List.of()));
            }
        });
        return found;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        CountDownLatch slow = slowUntil;
        if (slow != null) {
            slow.countDown();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
