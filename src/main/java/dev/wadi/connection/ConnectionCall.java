package dev.wadi.connection;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as a route's author wrote it: makes the request of a message, and the message's new body of the answer.
 */
public final class ConnectionCall {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

    private final String method;
    private final UrlTemplate url;
    private final Map<String, String> headers;
    private final Map<String, String> headersWithBody;
    private final BodyTemplate template;
    private final AnswerMapping answer;

    /**
     * Makes a call.
     *
     * @param method the HTTP method, upper case
     * @param url path and query
     * @param headers headers of the call
     * @param template what is sent; where it is empty, the message's body is
     * @param answer what becomes of the answer
     */
    public ConnectionCall(
            String method, UrlTemplate url, Map<String, String> headers, BodyTemplate template, AnswerMapping answer) {
        this.method = method;
        this.url = url;
        this.headers = Map.copyOf(headers);
        Map<String, String> typed = new LinkedHashMap<>();
        if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            typed.put("Content-Type", "application/json");
        }
        typed.putAll(headers);
        this.headersWithBody = Map.copyOf(typed);
        this.template = template;
        this.answer = answer;
    }

    /** A GET. */
    public static ConnectionCall get(UrlTemplate url, AnswerForm form, @Nullable String into) {
        return new ConnectionCall(
                "GET", url, Map.of(), BodyTemplate.parse(Map.of()), new AnswerMapping(form, into, Map.of()));
    }

    /** The HTTP method, upper case. */
    public String method() {
        return method;
    }

    /** Whether a message has all fields that the path needs. */
    public boolean hasPathOf(@Nullable Object body) {
        return url.hasPathOf(body);
    }

    /**
     * The path and query for a message, which tell its request from others.
     *
     * @throws Failure (payload) if the path needs a field that the body does not have
     */
    public String path(@Nullable Object body) {
        return url.expand(body);
    }

    /** What the answer is taken for. */
    public AnswerForm form() {
        return answer.form();
    }

    /** Whether the call only reads, so that a repetition needs no idempotency key. */
    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * The request for a message.
     *
     * @throws Failure (payload) if the path needs a field that the body does not have
     */
    public ConnectionRequest request(@Nullable Object body, @Nullable String idempotencyKey) {
        String path = url.expand(body);
        if (WITHOUT_BODY.contains(method) || body == null) {
            ConnectionRequest plain = ConnectionRequest.withoutBody(method, path, headers);
            return idempotencyKey == null ? plain : plain.withIdempotencyKey(idempotencyKey);
        }
        return new ConnectionRequest(method, path, headersWithBody, bytes(body), idempotencyKey);
    }

    private byte[] bytes(Object body) {
        if (!template.isEmpty()) {
            return Json.bytes(template.fill(body));
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(body);
    }

    /**
     * The message's body after the answer: the answer; or a copy of the body with the answer in its field; or the body as
     * it was, where it is to be kept or the answer is empty.
     *
     * @throws Failure (payload) if the answer is not what it must be, or has no body to go into
     */
    public @Nullable Object body(@Nullable Object body, ConnectionResponse response) {
        return answer.body(body, response);
    }

    /** A copy of the body with one more field. */
    public static Map<String, @Nullable Object> with(@Nullable Object body, String field, @Nullable Object value) {
        if (!(body instanceof Map<?, ?> fields)) {
            throw Failure.payload("the body must be a JSON object, to get the field '" + field + "'");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        fields.forEach((name, old) -> copy.put(String.valueOf(name), old));
        copy.put(field, value);
        return copy;
    }
}
