package dev.wadi.plugin.spi.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers the headers; their names match whatever their case
 * @param body the body's bytes; none for an inbound answer that is not the middleware's own
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire; never compared
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 999;

    public HttpAnswer {
        if (status < MIN_STATUS || status > MAX_STATUS) {
            throw new IllegalArgumentException("status must be from 100 to 999, but was " + status);
        }
        Objects.requireNonNull(body, "body");
        headers = HttpRequest.caseless(headers);
    }

    /** A plain text of one's own, such as a refusal. */
    public static HttpAnswer text(int status, String text) {
        return new HttpAnswer(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A header, if it is there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The same answer with that header instead of any of its name. */
    public HttpAnswer withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.remove(name);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", headers=" + headers.keySet() + ", " + body.length + " bytes]";
    }
}
