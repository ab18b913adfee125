package dev.wadi.plugin.testkit;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a connection. Nothing was sent.
 *
 * @param connection the connection's name; for a webhook by URL, its scheme, host and port
 * @param method the HTTP method
 * @param path the path with its query
 * @param headers the headers of this call
 * @param body what was sent: a map, list, number or boolean of its JSON, else its text; null for nothing
 */
public record RecordedCall(
        String connection,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable Object body) {

    static RecordedCall of(String connection, ConnectionRequest request) {
        return new RecordedCall(
                connection, request.method(), request.path(), request.headers(), readable(request.body()));
    }

    static @Nullable Object readable(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        try {
            return Json.value(bytes);
        } catch (Failure notJson) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
