package dev.wadi.bench;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** Adds a priority by the amount. */
public final class PriorityPlugin implements Plugin {

    @Override
    public String name() {
        return "priority";
    }

    @Override
    public PluginResult execute(PluginContext context) {
        boolean high = context.message().get("amount") instanceof Number amount && amount.doubleValue() > 500;
        context.message().put("priority", high ? "HIGH" : "NORMAL");
        return PluginResult.success();
    }
}
