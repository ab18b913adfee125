package dev.wadi.claim.claimx.component;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The body of a message as a JSON object: the map that it is, or parsed from bytes or text. */
final class JsonBody {

    private JsonBody() {}

    @SuppressWarnings("unchecked") // keys of a JSON object are text
    static Map<String, @Nullable Object> of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return switch (body) {
            case null -> Json.object(null);
            case Map<?, ?> map -> (Map<String, @Nullable Object>) map;
            case byte[] bytes -> Json.object(bytes);
            case String text -> Json.object(text.getBytes(StandardCharsets.UTF_8));
            default ->
                throw Failure.payload("The body must be a JSON object, but was of type "
                        + body.getClass().getSimpleName());
        };
    }
}
