package dev.wadi.plugin.shipped;

import dev.wadi.plugin.shipped.setting.LogSetting;
import dev.wadi.plugin.shipped.setting.TopicSetting;
import dev.wadi.plugin.shipped.setting.WebhookSetting;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an item of a trigger's {@code custom} list: an action of any kind, by its {@code type} and {@code params}. */
final class CustomAction {

    private CustomAction() {}

    /** The action; nothing if a problem was reported. */
    static Optional<TriggerAction> read(PluginConfig item) {
        item.refuseUnknown("type", "params");
        String type = item.requiredText("type");
        if (type.isBlank()) {
            return Optional.empty();
        }
        Optional<PluginConfig> params = item.section("params");
        if (params.isEmpty()) {
            item.problem("type", "the action '" + type + "' needs 'params'");
            return Optional.empty();
        }
        return read(type, params.get(), item);
    }

    private static Optional<TriggerAction> read(String type, PluginConfig params, PluginConfig item) {
        return switch (type) {
            case "publish_to_topic" -> publish(params);
            case "http_webhook" -> webhook(params);
            case "log" -> {
                params.refuseUnknown("level", "message");
                yield Optional.of(TriggerActions.log(LogSetting.readSection(params)));
            }
            case "metric" -> metric(params);
            case "add_header" -> header(params);
            case "filter" -> {
                params.refuseUnknown("reason");
                String reason = params.requiredText("reason");
                yield Optional.of(payload -> new PluginAction.Filter(reason));
            }
            default -> Optional.of(payload -> new PluginAction.Custom(type, fields(item.value("params"), payload)));
        };
    }

    private static Optional<TriggerAction> publish(PluginConfig params) {
        params.refuseUnknown("topic", "payload", "key", "headers");
        params.requiredText("topic");
        Map<String, String> headers = params.texts("headers");
        @Nullable Object body = params.value("payload");
        @Nullable String key = params.text("key").orElse(null);
        return TopicSetting.read(params, "topic")
                .map(topic -> payload -> new PluginAction.PublishToTopic(
                        topic,
                        body == null ? payload.fields() : payload.rendered(body),
                        key == null ? payload.key() : payload.render(key),
                        headers));
    }

    private static Optional<TriggerAction> webhook(PluginConfig params) {
        params.refuseUnknown("url", "connection", "path", "method", "headers", "async", "body");
        @Nullable Object body = params.value("body");
        return WebhookSetting.readSection(params, "url")
                .map(call -> payload -> call.withBody(body == null ? payload.fields() : payload.rendered(body)));
    }

    private static Optional<TriggerAction> metric(PluginConfig params) {
        params.refuseUnknown("name", "value", "labels");
        String name = params.requiredText("name");
        Map<String, String> labels = params.texts("labels");
        @Nullable Object given = params.value("value");
        if (given != null && !(given instanceof Number number && number.doubleValue() >= 0)) {
            params.problem("value", "value must be a number of at least 0, but was '" + given + "'");
            return Optional.empty();
        }
        double value = given instanceof Number number ? number.doubleValue() : 1;
        return name.isBlank() ? Optional.empty() : Optional.of(payload -> new PluginAction.Metric(name, value, labels));
    }

    private static Optional<TriggerAction> header(PluginConfig params) {
        params.refuseUnknown("key", "value");
        String name = params.requiredText("key");
        String value = params.requiredText("value");
        return name.isBlank()
                ? Optional.empty()
                : Optional.of(payload -> new PluginAction.AddHeader(name, payload.render(value)));
    }

    @SuppressWarnings("unchecked") // a section's keys are texts
    private static Map<String, @Nullable Object> fields(@Nullable Object params, TriggerPayload payload) {
        return params instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) payload.rendered(map) : Map.of();
    }
}
