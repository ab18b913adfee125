package dev.wadi.plugin.spi.handler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came out of a handler for one message. */
public sealed interface EnrichmentResult {

    /**
     * The message goes on.
     *
     * @param data its fields from now on; null leaves them as they are
     */
    record Ok(@Nullable Map<String, @Nullable Object> data) implements EnrichmentResult {

        /** Copies the fields. */
        public Ok {
            data = data == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }

    /**
     * The message is left out on purpose: it ends as filtered.
     *
     * @param reason why, in words that hold for many messages (no ids)
     */
    record Skip(String reason) implements EnrichmentResult {}

    /**
     * The message can't be processed, now or later: it becomes a dead letter, or goes to its worker's error topic.
     *
     * @param error why, in words without secrets
     */
    record Failed(String error) implements EnrichmentResult {}

    /** The message goes on as it is. */
    static EnrichmentResult ok() {
        return new Ok(null);
    }

    /** The message goes on with these fields in place of its own. */
    static EnrichmentResult ok(Map<String, @Nullable Object> data) {
        return new Ok(data);
    }

    /** The message is left out on purpose, and why, in words that hold for many messages (no ids). */
    static EnrichmentResult skip(String reason) {
        return new Skip(reason);
    }

    /** The message can't be processed, now or later, and why, in words without secrets. */
    static EnrichmentResult failed(String error) {
        return new Failed(error);
    }
}
