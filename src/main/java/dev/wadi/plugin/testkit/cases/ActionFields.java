package dev.wadi.plugin.testkit.cases;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An action as the fields that a test names. */
final class ActionFields {

    private ActionFields() {}

    static Map<String, @Nullable Object> of(PluginAction action) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        switch (action) {
            case PluginAction.PublishToTopic publish -> {
                fields.put("topic", publish.topic());
                fields.put("key", publish.key());
                fields.put("headers", publish.headers());
                fields.put("payload", publish.payload());
            }
            case PluginAction.HttpWebhook webhook -> put(fields, webhook);
            case PluginAction.Log log -> {
                fields.put("level", log.level().name().toLowerCase(Locale.ROOT));
                fields.put("message", log.message());
            }
            case PluginAction.Metric metric -> {
                fields.put("name", metric.name());
                fields.put("value", metric.value());
                fields.put("labels", metric.labels());
            }
            case PluginAction.Custom custom -> fields.putAll(custom.params());
            case PluginAction.AddHeader header -> fields.put(header.name(), header.value());
            case PluginAction.Filter filter -> fields.put("reason", filter.reason());
        }
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, PluginAction.HttpWebhook webhook) {
        switch (webhook.target()) {
            case WebhookTarget.Named named -> {
                fields.put("connection", named.connection());
                fields.put("path", named.path());
            }
            case WebhookTarget.Address address ->
                fields.put("url", address.url().toString());
        }
        fields.put("method", webhook.method());
        fields.put("headers", webhook.headers());
        fields.put("body", webhook.body());
        fields.put("async", webhook.async());
    }
}
