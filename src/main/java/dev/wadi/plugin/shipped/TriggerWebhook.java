package dev.wadi.plugin.shipped;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.WebhookTarget;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the webhook of a trigger: a URL, or a section with a URL or a connection. */
final class TriggerWebhook {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private TriggerWebhook() {}

    /** The call without its body; nothing if a problem was reported. */
    static Optional<PluginAction.HttpWebhook> read(PluginConfig config) {
        if (!config.isSection("webhook")) {
            return url(config, "webhook")
                    .map(target -> new PluginAction.HttpWebhook(target, "POST", Map.of(), null, false));
        }
        PluginConfig webhook = config.section("webhook").orElseThrow();
        webhook.refuseUnknown("url", "connection", "path", "method", "headers", "async");
        String method = webhook.text("method").orElse("POST").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            webhook.problem(
                    "method", "method must be one of " + String.join(", ", METHODS) + ", but was '" + method + "'");
        }
        Map<String, String> headers = webhook.texts("headers");
        boolean async = webhook.bool("async").orElse(false);
        return target(webhook).map(target -> new PluginAction.HttpWebhook(target, method, headers, null, async));
    }

    private static Optional<WebhookTarget> target(PluginConfig webhook) {
        if (webhook.has("url") == webhook.has("connection")) {
            webhook.problem(
                    "url",
                    "a webhook needs either 'url' or 'connection' (with 'path'), but has "
                            + (webhook.has("url") ? "both" : "neither"));
            return Optional.empty();
        }
        if (webhook.has("url")) {
            if (webhook.has("path")) {
                webhook.problem("path", "'path' belongs to 'connection'. Put the path into the url");
            }
            return url(webhook, "url");
        }
        String path = webhook.text("path").orElse("");
        return webhook.connection("connection").map(name -> new WebhookTarget.Named(name, path));
    }

    private static Optional<WebhookTarget> url(PluginConfig config, String key) {
        String url = config.requiredText(key);
        try {
            return url.isBlank() ? Optional.empty() : Optional.of(new WebhookTarget.Address(URI.create(url)));
        } catch (IllegalArgumentException e) {
            config.problem(key, key + " must be an absolute http or https URL. Possible: https://host/path");
            return Optional.empty();
        }
    }
}
