package dev.wadi.connection;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer of a named connection.
 *
 * @param status the HTTP status
 * @param headers the headers, names in lower case
 * @param body the body's bytes, possibly none
 * @param dropped whether its status says that there is nothing more to do for the message
 */
@SuppressWarnings("ArrayRecordComponent") // bytes from the wire; never compared
public record ConnectionResponse(int status, Map<String, String> headers, byte[] body, boolean dropped) {

    /** An answer that there is something to do with. */
    public ConnectionResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, false);
    }

    ConnectionResponse asDropped() {
        return new ConnectionResponse(status, headers, body, true);
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
