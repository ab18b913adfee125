package dev.wadi.bench;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** Filters what is to be ignored. */
public final class DropIgnoredPlugin implements Plugin {

    @Override
    public String name() {
        return "drop_ignored";
    }

    @Override
    public PluginResult execute(PluginContext context) {
        return "IGNORED".equals(context.message().get("status"))
                ? PluginResult.filter("ignored")
                : PluginResult.success();
    }
}
