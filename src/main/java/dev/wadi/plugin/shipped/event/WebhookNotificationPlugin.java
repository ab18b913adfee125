package dev.wadi.plugin.shipped.event;

import dev.wadi.plugin.shipped.setting.WebhookSetting;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction.HttpWebhook;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls a webhook for each event. */
public final class WebhookNotificationPlugin implements Plugin {

    private Optional<HttpWebhook> webhook = Optional.empty();
    private boolean includePayload = true;

    @Override
    public String name() {
        return "webhook_notification";
    }

    @Override
    public String description() {
        return "Calls a webhook for each event";
    }

    @Override
    public Set<String> stages() {
        return Set.of("enrichment_complete");
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("webhook_url", "connection", "path", "method", "headers", "async", "include_payload");
        webhook = WebhookSetting.readSection(config, "webhook_url");
        includePayload = config.bool("include_payload").orElse(true);
    }

    @Override
    public PluginResult execute(PluginContext context) {
        return webhook.map(call -> PluginResult.success().with(call.withBody(payload(context))))
                .orElseGet(() -> PluginResult.skip("No webhook URL configured"));
    }

    private Map<String, @Nullable Object> payload(PluginContext context) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("event_id", context.eventId());
        payload.put("event_type", context.eventType());
        payload.put("project_id", context.projectId());
        payload.put("timestamp", context.timestamp().toString());
        if (includePayload && context.field("data.entities.tasks") instanceof List<?> tasks) {
            payload.put("tasks", tasks);
        }
        return payload;
    }
}
