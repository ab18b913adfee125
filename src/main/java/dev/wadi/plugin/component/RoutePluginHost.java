package dev.wadi.plugin.component;

import dev.wadi.plugin.runtime.PluginSteps;
import dev.wadi.plugin.runtime.StageRunner;
import dev.wadi.plugin.runtime.StageRunners;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginHost;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Runs a plugin that is a step of a route as it would run at a stage. */
public final class RoutePluginHost implements PluginHost {

    private final PluginSteps steps;

    public RoutePluginHost(StageRunners runners) {
        this.steps = runners.steps();
    }

    @Override
    public boolean run(Plugin plugin, Exchange exchange, AsyncCallback callback) {
        StageRunner runner = steps.runner();
        ExchangeContext context = new ExchangeContext(
                exchange, runner.domain(), runner.stage(), runner.clock().instant());
        boolean done = steps.run(plugin, context, Filtering::stop, callback);
        if (done) {
            callback.done(true);
        }
        return done;
    }
}
