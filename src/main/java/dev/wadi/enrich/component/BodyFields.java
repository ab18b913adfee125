package dev.wadi.enrich.component;

import dev.wadi.record.Failure;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The fields of a message's body. */
final class BodyFields {

    private BodyFields() {}

    /** @throws Failure (payload) if the body is no JSON object */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> of(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map<?, ?> fields) {
            return (Map<String, @Nullable Object>) fields;
        }
        throw Failure.payload("The body must be a JSON object");
    }
}
