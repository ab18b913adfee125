package dev.wadi.demo.api;

import dev.wadi.json.Json;
import java.util.Map;

/**
 * What one of the demo's APIs answers.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body, possibly none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire; never compared
public record Answer(int status, String contentType, byte[] body) {

    static Answer json(int status, Object body) {
        return new Answer(status, "application/json", Json.bytes(body));
    }

    static Answer ok(Object body) {
        return json(200, body);
    }

    static Answer notFound(String what, String id) {
        return error(404, what + " " + id + " is not known");
    }

    /** An error with a message for people. */
    public static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }
}
