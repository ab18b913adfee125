package dev.wadi.action;

import dev.wadi.json.Json;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.record.Failure;
import dev.wadi.record.Header;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kafka record that a {@code publish_to_topic} stands for. */
final class Publication {

    private Publication() {}

    /** @throws Failure (payload) if the payload is no JSON, or a header is refused */
    static OutgoingRecord of(PluginAction.PublishToTopic publish, PluginContext context) {
        String key = key(publish, context);
        return new OutgoingRecord(
                publish.topic(),
                keyBytes(key),
                Json.bytes(publish.payload()),
                headers(publish, context).entrySet().stream()
                        .map(Publication::header)
                        .toList());
    }

    /** The record's key: the action's own, else the event's id; may be empty. */
    static String key(PluginAction.PublishToTopic publish, PluginContext context) {
        @Nullable String own = publish.key();
        return own == null ? context.eventId() : own;
    }

    /** The headers of the context, and over them those of the action. */
    static Map<String, String> headers(PluginAction.PublishToTopic publish, PluginContext context) {
        Map<String, String> headers = new LinkedHashMap<>(context.headers());
        headers.putAll(publish.headers());
        return headers;
    }

    private static Header header(Map.Entry<String, String> header) {
        if (HeaderRule.steers(header.getKey())) {
            throw Failure.payload(HeaderRule.refusal(header.getKey()));
        }
        return new Header(header.getKey(), utf8(header.getValue()));
    }

    @SuppressWarnings("NullAway") // does not know that an array of a record may be null
    private static byte[] keyBytes(String key) {
        return key.isEmpty() ? null : utf8(key);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
