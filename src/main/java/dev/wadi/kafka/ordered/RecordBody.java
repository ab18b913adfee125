package dev.wadi.kafka.ordered;

import dev.wadi.json.Json;
import dev.wadi.kafka.publish.WireHeaders;
import dev.wadi.record.Header;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a record's value becomes on the exchange. */
public enum RecordBody {
    /** A JSON object as a map. */
    JSON,
    /** UTF-8 text. */
    TEXT,
    /** The bytes as they are. */
    BYTES;

    /**
     * The body for a record.
     *
     * @throws dev.wadi.record.Failure payload, if the value is not what it should be
     */
    @Nullable
    Object of(SourceRecord source) {
        byte[] value = source.value();
        return switch (this) {
            case JSON -> Json.object(value);
            case TEXT -> value == null ? null : new String(value, StandardCharsets.UTF_8);
            case BYTES -> value;
        };
    }

    /** The headers that are let in. */
    static void headers(Message message, SourceRecord source) {
        for (Header header : source.headers()) {
            if (header.value() != null && WireHeaders.admits(header.name())) {
                message.setHeader(header.name(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
    }
}
