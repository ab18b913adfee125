package dev.wadi.action;

import dev.wadi.json.Json;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import dev.wadi.record.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a failed action would have sent, as its dead letter keeps it: without a webhook's headers, which may be credentials. */
final class ActionPayload {

    private ActionPayload() {}

    static String json(AskedAction asked) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("action", asked.action().kind());
        fields.put("plugin", asked.plugin());
        switch (asked.action()) {
            case PluginAction.PublishToTopic publish -> {
                fields.put("topic", publish.topic());
                fields.put("key", Publication.key(publish, asked.context()));
                fields.put("headers", Publication.headers(publish, asked.context()));
                fields.put("payload", publish.payload());
            }
            case PluginAction.HttpWebhook webhook -> {
                putTarget(fields, webhook.target());
                fields.put("method", webhook.method());
                asked.idempotencyKey().ifPresent(key -> fields.put("idempotency_key", key));
                fields.put("payload", webhook.body());
            }
            case PluginAction.Log log -> fields.put("payload", log.message());
            case PluginAction.Metric metric -> fields.put("payload", metric.value());
        }
        return text(fields);
    }

    private static void putTarget(Map<String, @Nullable Object> fields, WebhookTarget target) {
        switch (target) {
            case WebhookTarget.Named named -> {
                fields.put("connection", named.connection());
                fields.put("path", named.path());
            }
            case WebhookTarget.Address address -> fields.put("url", address.toString());
        }
    }

    private static String text(Map<String, @Nullable Object> fields) {
        try {
            return Json.text(fields);
        } catch (Failure e) {
            fields.put("payload", String.valueOf(fields.get("payload"))); // no JSON: that may be why it failed
            return Json.text(fields);
        }
    }
}
