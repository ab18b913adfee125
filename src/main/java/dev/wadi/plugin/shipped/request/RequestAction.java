package dev.wadi.plugin.shipped.request;

import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.util.Map;

/** What the plugins of this package have in common: a connection, and a key that makes a request safe to repeat. */
final class RequestAction {

    static final String CONNECTION = "connection";

    private RequestAction() {}

    /** The connection that the configuration names, which must be there. */
    static String connection(PluginConfig config) {
        config.requiredText(CONNECTION);
        return config.connection(CONNECTION).orElse("");
    }

    /** The connection of one action: its own, else the configured one. */
    static PluginConnection connection(PluginEnvironment environment, Params params, String configured) {
        return environment.connection(params.text(CONNECTION).orElse(configured));
    }

    static Map<String, String> headers(ActionOrigin origin) {
        return origin.idempotencyKey().isEmpty() ? Map.of() : Map.of("Idempotency-Key", origin.idempotencyKey());
    }
}
