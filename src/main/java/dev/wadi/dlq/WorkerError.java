package dev.wadi.dlq;

import dev.wadi.json.Json;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker's error message: {@code {original_message, error, worker_name}}. An original that is not JSON stands under
 * {@code original_message_base64} instead.
 */
final class WorkerError {

    private WorkerError() {}

    static byte[] of(DeadLetter letter) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        byte[] original = letter.record().source().value();
        if (original == null) {
            body.put("original_message", null);
        } else {
            try {
                body.put("original_message", Json.value(original));
            } catch (Failure notJson) {
                body.put("original_message_base64", Base64.getEncoder().encodeToString(original));
            }
        }
        body.put("error", letter.cause());
        body.put("worker_name", letter.record().consumer());
        return Json.bytes(body);
    }
}
