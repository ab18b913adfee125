package dev.wadi.manage;

import dev.wadi.json.Json;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.health.HealthWatch;
import dev.wadi.plugin.health.LastLook;
import dev.wadi.plugin.metrics.Measurement;
import dev.wadi.plugin.metrics.MetricsCollection;
import dev.wadi.plugin.runtime.PluginChanges;
import dev.wadi.plugin.runtime.PluginOperations;
import dev.wadi.plugin.runtime.PluginState;
import dev.wadi.plugin.runtime.PluginStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The pages about plugins, for the operator: how they are, what they measure, and a reload. All answer with JSON. */
public final class PluginPages {

    private final PluginOperations plugins;
    private final HealthWatch health;
    private final MetricsCollection metrics;
    private final ExtensionHub extensions;
    private final AtomicBoolean reloading = new AtomicBoolean();

    public PluginPages(
            PluginOperations plugins, HealthWatch health, MetricsCollection metrics, ExtensionHub extensions) {
        this.plugins = plugins;
        this.health = health;
        this.metrics = metrics;
        this.extensions = extensions;
    }

    /** @param guard lets only the operator pass */
    void mount(Router router, Handler<RoutingContext> guard) {
        router.route("/plugins/*").handler(guard);
        router.route("/extension-points").handler(guard);
        router.get("/plugins/status").handler(this::statuses);
        router.get("/plugins/metrics").handler(this::metrics);
        router.get("/plugins/:name/health").handler(this::health);
        router.post("/plugins/:name/reload").blockingHandler(this::reload, false);
        router.get("/extension-points").handler(this::extensionPoints);
    }

    private void statuses(RoutingContext call) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        plugins.statuses().forEach(status -> all.put(status.name(), json(status)));
        answer(call, HttpURLConnection.HTTP_OK, all);
    }

    private static Map<String, @Nullable Object> json(PluginStatus status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", status.state().label());
        json.put("version", status.version());
        json.put("description", status.description());
        json.put("author", status.author());
        json.put("dependencies", status.dependencies());
        json.put("priority", status.priority());
        json.put("domains", status.domains());
        json.put("stages", status.stages());
        json.put("place", status.place());
        if (!status.trouble().isEmpty()) {
            json.put("trouble", status.trouble());
        }
        return json;
    }

    private void metrics(RoutingContext call) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        metrics.measurements().forEach((plugin, measurement) -> all.put(plugin, json(measurement)));
        answer(call, HttpURLConnection.HTTP_OK, all);
    }

    private static Map<String, @Nullable Object> json(Measurement measurement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("metrics", measurement.values());
        json.put("collected_at", measurement.at().toString());
        if (!measurement.error().isEmpty()) {
            json.put("error", measurement.error());
        }
        return json;
    }

    private void health(RoutingContext call) {
        find(call).ifPresent(status -> {
            Optional<LastLook> look = health.lastLook(status.name());
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("name", status.name());
            json.put("state", status.state().label());
            json.put("healthy", look.flatMap(LastLook::healthy).orElse(status.state() == PluginState.STARTED));
            look.flatMap(LastLook::status).ifPresent(seen -> {
                json.put("message", seen.message());
                json.put("details", seen.details());
                json.put("checked_at", look.get().at().toString());
            });
            if (!status.trouble().isEmpty()) {
                json.put("trouble", status.trouble());
            }
            answer(call, HttpURLConnection.HTTP_OK, json);
        });
    }

    private void reload(RoutingContext call) {
        Optional<PluginStatus> found = find(call);
        if (found.isEmpty()) {
            return;
        }
        String plugin = found.get().name();
        if (found.get().state() == PluginState.DISABLED) {
            error(call, HttpURLConnection.HTTP_CONFLICT, "the plugin '" + plugin + "' is switched off");
        } else if (!reloading.compareAndSet(false, true)) {
            error(call, HttpURLConnection.HTTP_CONFLICT, "a reload is under way. Try again once it is done");
        } else {
            tell(call, plugin, reload(plugin));
        }
    }

    /** Reloads it; the next reload is possible before anybody hears how this one went. */
    private PluginChanges reload(String plugin) {
        try {
            return plugins.reload(plugin);
        } finally {
            reloading.set(false);
        }
    }

    private void tell(RoutingContext call, String plugin, PluginChanges changes) {
        Optional<PluginStatus> after = status(plugin);
        if (changes.failed().contains(plugin)) {
            String trouble = after.map(PluginStatus::trouble).orElse("");
            error(
                    call,
                    HttpURLConnection.HTTP_INTERNAL_ERROR,
                    "the plugin '" + plugin + "' was not reloaded: " + trouble);
            return;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("message", "the plugin '" + plugin + "' was reloaded");
        after.ifPresent(status -> json.put("version", status.version()));
        json.put("replaced", changes.replaced());
        answer(call, HttpURLConnection.HTTP_OK, json);
    }

    private void extensionPoints(RoutingContext call) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        extensions.points().forEach((point, handlers) -> {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("type", point.kind().name().toLowerCase(Locale.ROOT));
            json.put("description", point.description());
            json.put("value_type", point.valueType().getName());
            json.put("handler_count", handlers);
            all.put(point.name(), json);
        });
        answer(call, HttpURLConnection.HTTP_OK, all);
    }

    /** The plugin that the path names; answers with 404 if there is none. */
    private Optional<PluginStatus> find(RoutingContext call) {
        String name = String.valueOf(call.pathParam("name"));
        Optional<PluginStatus> found = status(name);
        if (found.isEmpty()) {
            error(call, HttpURLConnection.HTTP_NOT_FOUND, "there is no plugin '" + name + "'");
        }
        return found;
    }

    private Optional<PluginStatus> status(String name) {
        return plugins.statuses().stream()
                .filter(status -> status.name().equals(name))
                .findFirst();
    }

    private static void error(RoutingContext call, int status, String message) {
        answer(call, status, Map.of("error", message));
    }

    private static void answer(RoutingContext call, int status, Map<String, ? extends @Nullable Object> json) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Json.text(json));
    }
}
