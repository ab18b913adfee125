package dev.wadi.plugin.shipped.consul;

import dev.wadi.plugin.shipped.json.JsonText;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The way to Consul's agent. Blocks, but for no longer than the time limit. */
interface ConsulCalls extends AutoCloseable {

    /** @param body what is sent as JSON; null for none */
    ConsulAnswer call(String method, String path, @Nullable Object body) throws IOException, InterruptedException;

    @Override
    void close();

    /** Over a client of its own. */
    static ConsulCalls direct(ConsulSettings settings) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new ConsulCalls() {
            @Override
            public ConsulAnswer call(String method, String path, @Nullable Object body)
                    throws IOException, InterruptedException {
                HttpRequest.BodyPublisher sent = body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(JsonText.of(body));
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.address() + path))
                        .timeout(settings.timeout())
                        .method(method, sent);
                headers(settings).forEach(request::header);
                HttpResponse<String> answer =
                        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                return new ConsulAnswer(answer.statusCode(), answer.body());
            }

            @Override
            public void close() {
                client.shutdownNow();
            }
        };
    }

    /** Over a named connection, with its limits and its breaker. */
    static ConsulCalls over(PluginConnection connection, ConsulSettings settings) {
        return new ConsulCalls() {
            @Override
            public ConsulAnswer call(String method, String path, @Nullable Object body)
                    throws IOException, InterruptedException {
                Duration limit = settings.timeout();
                try {
                    var answer = connection
                            .request(method, path, headers(settings), body)
                            .toCompletableFuture()
                            .get(limit.toMillis(), TimeUnit.MILLISECONDS);
                    return new ConsulAnswer(answer.status(), answer.text());
                } catch (TimeoutException e) {
                    throw new IOException("no answer within " + limit.toMillis() + " ms", e);
                } catch (ExecutionException e) {
                    Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
                    throw new IOException(String.valueOf(cause.getMessage()), cause);
                }
            }

            @Override
            public void close() {
                // The connection is not ours.
            }
        };
    }

    private static Map<String, String> headers(ConsulSettings settings) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        settings.token().ifPresent(token -> headers.put("X-Consul-Token", token));
        return headers;
    }
}
