package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.kind.HandlerPlugin;
import java.util.LinkedHashMap;
import java.util.Map;

/** A class that is a handler and nothing else, as a plugin that brings it. Its configuration is for all its handlers. */
final class HandlerClassPlugin implements HandlerPlugin {

    private final String name;
    private final Class<? extends EnrichmentHandler> type;
    private volatile Map<String, Object> config = Map.of();

    HandlerClassPlugin(String name, Class<? extends EnrichmentHandler> type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void configure(PluginConfig section) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : section.keys()) {
            Object value = section.value(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        config = values;
    }

    @Override
    public EnrichmentHandler newHandler() throws ReflectiveOperationException {
        return type.getConstructor().newInstance();
    }

    @Override
    public Map<String, Object> handlerConfig() {
        return config;
    }
}
