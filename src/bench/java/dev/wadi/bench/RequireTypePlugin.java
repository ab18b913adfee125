package dev.wadi.bench;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** Filters what has no type. */
public final class RequireTypePlugin implements Plugin {

    @Override
    public String name() {
        return "require_type";
    }

    @Override
    public PluginResult execute(PluginContext context) {
        return context.message().get("eventType") == null ? PluginResult.filter("no type") : PluginResult.success();
    }
}
