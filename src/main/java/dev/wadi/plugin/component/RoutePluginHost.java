package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.StageRunner;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginHost;
import dev.wadi.record.ExchangeRecords;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Runs a plugin that is a step of a route as it would run at a stage. */
public final class RoutePluginHost implements PluginHost {

    private final StageRunners runners;
    private final Map<Plugin, StageRunner> byPlugin = new ConcurrentHashMap<>();

    public RoutePluginHost(StageRunners runners) {
        this.runners = runners;
    }

    @Override
    public void run(Plugin plugin, Exchange exchange) {
        StageRunner runner = byPlugin.computeIfAbsent(plugin, runners::runner);
        ExchangeContext context = new ExchangeContext(
                exchange, runner.domain(), runner.stage(), runner.clock().instant());
        runner.run(context, ExchangeRecords.of(exchange)).ifPresent(reason -> Filtering.stop(exchange, reason));
    }
}
