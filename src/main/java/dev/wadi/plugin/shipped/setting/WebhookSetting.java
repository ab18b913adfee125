package dev.wadi.plugin.shipped.setting;

import dev.wadi.plugin.spi.PluginAction.HttpWebhook;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.WebhookTarget;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a webhook: a URL, or a section with a URL or a connection. */
public final class WebhookSetting {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private WebhookSetting() {}

    /** The call that a key describes, without its body; nothing if the key is absent or a problem was reported. */
    public static Optional<HttpWebhook> read(PluginConfig config, String key) {
        if (!config.has(key)) {
            return Optional.empty();
        }
        if (!config.isSection(key)) {
            return url(config, key).map(target -> new HttpWebhook(target, "POST", Map.of(), null, false));
        }
        PluginConfig webhook = config.section(key).orElseThrow();
        webhook.refuseUnknown("url", "connection", "path", "method", "headers", "async");
        return readSection(webhook, "url");
    }

    /**
     * The call that a section describes by {@code connection}, {@code path}, {@code method}, {@code headers} and {@code
     * async}; nothing if a problem was reported.
     *
     * @param urlKey the key that may name a URL instead of a connection
     */
    public static Optional<HttpWebhook> readSection(PluginConfig section, String urlKey) {
        String method = section.text("method").orElse("POST").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            section.problem(
                    "method", "method must be one of " + String.join(", ", METHODS) + ", but was '" + method + "'");
        }
        Map<String, String> headers = section.texts("headers");
        boolean async = section.bool("async").orElse(false);
        return target(section, urlKey).map(target -> new HttpWebhook(target, method, headers, null, async));
    }

    private static Optional<WebhookTarget> target(PluginConfig section, String urlKey) {
        if (section.has(urlKey) == section.has("connection")) {
            section.problem(
                    urlKey,
                    "a webhook needs either '" + urlKey + "' or 'connection' (with 'path'), but has "
                            + (section.has(urlKey) ? "both" : "neither"));
            return Optional.empty();
        }
        if (section.has(urlKey)) {
            if (section.has("path")) {
                section.problem("path", "'path' belongs to 'connection'. Put the path into the url");
            }
            return url(section, urlKey);
        }
        String path = section.text("path").orElse("");
        return section.connection("connection").map(name -> new WebhookTarget.Named(name, path));
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
