package dev.wadi.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to a named connection.
 *
 * @param method the HTTP method, upper case
 * @param path the path below the connection's address, encoded, query included; may be empty
 * @param headers headers of this call; they win over the connection's own, but never over its credentials
 * @param body the body's bytes, or null for none
 * @param idempotencyKey sent as {@code Idempotency-Key}, the same on every attempt; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire; never compared
public record ConnectionRequest(
        String method,
        String path,
        Map<String, String> headers,
        byte @Nullable [] body,
        @Nullable String idempotencyKey) {

    private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    public ConnectionRequest {
        headers = Map.copyOf(headers);
    }

    /** A request without body, headers of its own and idempotency key. */
    public static ConnectionRequest withoutBody(String method, String path) {
        return withoutBody(method, path, Map.of());
    }

    /** A request without body and idempotency key. */
    @SuppressWarnings("NullAway") // overlooks the @Nullable of an array in a canonical constructor
    public static ConnectionRequest withoutBody(String method, String path, Map<String, String> headers) {
        return new ConnectionRequest(method, path, headers, null, null);
    }

    /** Whether a second one does no harm, should the first have got there. */
    boolean isSafeToRepeat() {
        return idempotencyKey != null || SAFE_TO_REPEAT.contains(method);
    }

    /** The same request with a header, in place of what was called so before. */
    @SuppressWarnings("NullAway") // see above
    ConnectionRequest withHeader(String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        changed.put(name, value);
        return new ConnectionRequest(method, path, changed, body, idempotencyKey);
    }

    /** The same request with an idempotency key. */
    @SuppressWarnings("NullAway") // see above
    public ConnectionRequest withIdempotencyKey(String key) {
        return new ConnectionRequest(method, path, headers, body, key);
    }
}
