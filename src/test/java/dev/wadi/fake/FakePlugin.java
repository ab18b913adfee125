package dev.wadi.fake;

import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import java.util.Set;

/** A plugin that does what a test wants, everywhere. */
public record FakePlugin(String name, int priority, Set<String> eventTypes, Work work) implements Plugin {

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        PluginResult execute(PluginContext context) throws Exception;
    }

    public FakePlugin(String name, int priority, Work work) {
        this(name, priority, Set.of(), work);
    }

    @Override
    public PluginResult execute(PluginContext context) throws Exception {
        return work.execute(context);
    }
}
