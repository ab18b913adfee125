package dev.wadi.bench;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** Adds the region of an address. */
public final class RegionPlugin implements Plugin {

    @Override
    public String name() {
        return "region";
    }

    @Override
    public PluginResult execute(PluginContext context) {
        Object state = context.field("message.address.state");
        context.message().put("region", "IL".equals(state) ? "MIDWEST" : "OTHER");
        return PluginResult.success();
    }
}
