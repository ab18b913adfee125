package dev.wadi.bench;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** Adds who looked at the message. */
public final class AuditPlugin implements Plugin {

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public PluginResult execute(PluginContext context) {
        context.message().put("audited_by", "wadi");
        return PluginResult.success();
    }
}
