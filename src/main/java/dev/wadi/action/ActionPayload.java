package dev.wadi.action;

import dev.wadi.json.Json;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Header;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failed action would have sent, as its dead letter keeps it: without a webhook's headers, which may be
 * credentials.
 */
final class ActionPayload {

    private ActionPayload() {}

    static String json(AskedAction asked, Sending sending) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("action", asked.action().kind());
        fields.put("plugin", asked.plugin());
        switch (sending) {
            case Sending.ToTopic topic -> put(fields, topic.record());
            case Sending.ToWebhook webhook -> {
                put(fields, webhook.webhook().target());
                fields.put("method", webhook.request().method());
                fields.put("idempotency_key", webhook.request().idempotencyKey());
                fields.put("payload", value(webhook.request().body()));
            }
            case Sending.Impossible impossible -> {
                putTarget(fields, asked.action());
                fields.put("payload", impossible.payload());
            }
        }
        return Json.text(fields);
    }

    private static void putTarget(Map<String, @Nullable Object> fields, PluginAction.Effect action) {
        switch (action) {
            case PluginAction.PublishToTopic publish -> fields.put("topic", publish.topic());
            case PluginAction.HttpWebhook webhook -> put(fields, webhook.target());
            case PluginAction.Log log -> fields.put("message", log.message());
            case PluginAction.Metric metric -> fields.put("name", metric.name());
        }
    }

    private static void put(Map<String, @Nullable Object> fields, OutgoingRecord record) {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.name(), text(header.value()));
        }
        fields.put("topic", record.topic());
        fields.put("key", text(record.key()));
        fields.put("headers", headers);
        fields.put("payload", value(record.value()));
    }

    private static void put(Map<String, @Nullable Object> fields, WebhookTarget target) {
        switch (target) {
            case WebhookTarget.Named named -> {
                fields.put("connection", named.connection());
                fields.put("path", named.path());
            }
            case WebhookTarget.Address address -> fields.put("url", address.toString());
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable Object value(byte @Nullable [] json) {
        return json == null ? null : Json.value(json);
    }
}
