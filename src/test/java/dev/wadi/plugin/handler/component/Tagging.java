package dev.wadi.plugin.handler.component;

import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.handler.EnrichmentContext;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.plugin.spi.handler.HandlerEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A handler that puts its configuration into each message, and remembers how it was called. */
public final class Tagging implements EnrichmentHandler {

    static final List<String> CALLS = new CopyOnWriteArrayList<>();

    private @Nullable Settings settings;

    /** What can be configured. */
    public record Settings(
            String tag, @Nullable Integer weight, @Nullable Duration every, List<String> words) {}

    @Override
    public Map<String, Object> defaultConfig() {
        return Map.of("tag", "none");
    }

    @Override
    public void configure(PluginConfig config) {
        settings = config.as(Settings.class);
    }

    @Override
    public void initialize(HandlerEnvironment environment) {
        CALLS.add("initialize " + environment.name());
        if (settings != null && settings.tag().equals("broken")) {
            throw new IllegalStateException("nothing to tag with");
        }
    }

    @Override
    public EnrichmentResult enrich(EnrichmentContext context) {
        context.data().put("settings", settings);
        return EnrichmentResult.ok(context.data());
    }

    @Override
    public void cleanup() {
        CALLS.add("cleanup");
        throw new IllegalStateException("never mind");
    }
}
