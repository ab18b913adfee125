package dev.wadi.plugin.spi.kind;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;

/** What the kinds have in common: a plugin of any of them runs at no stage, unless it has an {@code execute} of its own. */
public interface StagelessPlugin extends Plugin {

    @Override
    default PluginResult execute(PluginContext context) throws Exception {
        return PluginResult.success();
    }
}
