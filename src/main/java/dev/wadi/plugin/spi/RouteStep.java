package dev.wadi.plugin.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** A plugin as a step of a route. */
final class RouteStep {

    private static final String STAGE = "route";

    private RouteStep() {}

    static void run(Plugin plugin, Exchange exchange) throws Exception {
        PluginHost host = exchange.getContext().getRegistry().findSingleByType(PluginHost.class);
        if (host != null) {
            host.run(plugin, exchange);
        } else {
            runAlone(plugin, exchange);
        }
    }

    private static void runAlone(Plugin plugin, Exchange exchange) throws Exception {
        ExchangeContext context = new ExchangeContext(exchange, "", STAGE, Instant.now());
        context.forPlugin(PluginEnvironment.alone(plugin.name()));
        List<PluginAction> actions = new ArrayList<>(plugin.execute(context).actions());
        actions.addAll(0, context.takeAsked());
        for (PluginAction action : actions) {
            switch (action) {
                case PluginAction.AddHeader header -> context.addHeader(header.name(), header.value());
                case PluginAction.Filter filter -> exchange.setRouteStop(true);
                case PluginAction.Effect effect ->
                    throw new IllegalStateException("plugin '" + plugin.name() + "' asks for " + effect.kind()
                            + ", but Camel's registry has no PluginHost that could carry it out");
            }
        }
    }
}
