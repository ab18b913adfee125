package dev.wadi.plugin.handler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One message that comes to a handler.
 *
 * @param fields its fields now, which stay as they are
 * @param original reads the message as it came in
 * @param metadata what the message's handlers tell each other
 * @param keys makes the Idempotency-Key of a call, of what tells it from others
 * @param goesOn where the message goes on after a wait
 */
public record HandledMessage(
        Map<String, @Nullable Object> fields,
        Supplier<Map<String, @Nullable Object>> original,
        ConcurrentMap<String, Object> metadata,
        UnaryOperator<String> keys,
        Executor goesOn) {

    Map<String, @Nullable Object> copyOfFields() {
        return new LinkedHashMap<>(fields);
    }
}
