package dev.wadi.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one of the demo's APIs answers.
 *
 * @param status the HTTP status
 * @param body the body: bytes as they are, anything else as JSON, null for none
 */
record Answer(int status, @Nullable Object body) {

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer notFound(String what, String id) {
        return error(404, what + " " + id + " is not known");
    }

    static Answer error(int status, String message) {
        return new Answer(status, Map.of("error", message));
    }
}
