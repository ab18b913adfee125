package dev.wadi.plugin.spi.http;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request on its way through the middleware. Its text hides the values of the headers, which may be credentials.
 *
 * @param side whether it comes in or goes out
 * @param target the connection's name for a call that goes out; the address listened at for one that comes in
 * @param method the HTTP method, upper case
 * @param path the path with its query
 * @param headers the headers, without a connection's credentials; their names match whatever their case
 * @param body the body's bytes of a call that goes out; none for a request that comes in
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire; never compared
public record HttpRequest(
        Side side, String target, String method, String path, Map<String, String> headers, byte[] body) {

    /** Which way a request goes. */
    public enum Side {
        /** To Wadi's application port. */
        INBOUND,
        /** From Wadi through a connection. */
        OUTBOUND
    }

    public HttpRequest {
        if (method.isBlank()) {
            throw new IllegalArgumentException("a request needs a method, but it was blank");
        }
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
        headers = caseless(headers);
    }

    /** A header, if it is there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The same request with that header instead of any of its name. */
    public HttpRequest withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.remove(name);
        more.put(name, value);
        return new HttpRequest(side, target, method, path, more, body);
    }

    static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> copy.put(name, Objects.requireNonNull(value, name)));
        return Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        int query = path.indexOf('?');
        String shown = query < 0 ? path : path.substring(0, query);
        return "HttpRequest[" + side + ' ' + target + ' ' + method + ' ' + shown + ", headers=" + headers.keySet()
                + ']';
    }
}
