package dev.wadi.plugin.spi.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A named connection, with its credentials, time limits, retries and circuit breaker. Thread-safe; never blocks. A
 * plugin that waits for the answer in its {@code execute} does so within its own time limit.
 */
public interface PluginConnection {

    /** The connection's name. */
    String name();

    /** The same connection, where one attempt of a call may take so long, whatever is configured. */
    PluginConnection withTimeout(Duration timeout);

    /** The same connection, where a call has so many attempts in total, at least 1, whatever is configured. */
    PluginConnection withMaxAttempts(int maxAttempts);

    /**
     * Sends a request.
     *
     * @param method the HTTP method
     * @param path the path below the connection's address, encoded, with its query; may be empty
     * @param headers headers of this call; they win over the connection's own, but never over its credentials
     * @param body bytes as they are; anything else as JSON; null for none
     * @return the answer of a call that succeeded; fails if it did not, after the connection's attempts
     */
    CompletionStage<HttpAnswer> request(String method, String path, Map<String, String> headers, @Nullable Object body);

    /** Sends a request, and reads the answer as JSON: maps, lists, texts, numbers, booleans, or null if it is empty. */
    CompletionStage<@Nullable Object> requestJson(
            String method, String path, Map<String, String> headers, @Nullable Object body);

    /** Gets a path, and reads the answer as JSON. */
    default CompletionStage<@Nullable Object> get(String path) {
        return requestJson("GET", path, Map.of(), null);
    }

    /** Posts JSON to a path, and reads the answer as JSON. */
    default CompletionStage<@Nullable Object> post(String path, Object body) {
        return requestJson("POST", path, Map.of(), body);
    }
}
