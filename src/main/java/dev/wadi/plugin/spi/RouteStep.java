package dev.wadi.plugin.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.jspecify.annotations.Nullable;

/** A plugin as a step of a route. */
final class RouteStep {

    private static final String STAGE = "route";

    private RouteStep() {}

    /** Waits for its end, for callers that can't be told later; what went wrong is thrown. */
    static void run(Plugin plugin, Exchange exchange) throws Exception {
        if (host(exchange) == null) {
            runAlone(plugin, exchange);
        } else {
            exchange.getContext()
                    .getCamelContextExtension()
                    .getContextPlugin(AsyncProcessorAwaitManager.class)
                    .process(plugin, exchange);
        }
    }

    static boolean run(Plugin plugin, Exchange exchange, AsyncCallback callback) {
        PluginHost host = host(exchange);
        if (host != null) {
            return host.run(plugin, exchange, callback);
        }
        try {
            runAlone(plugin, exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    static CompletableFuture<Exchange> start(Plugin plugin, Exchange exchange) {
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        run(plugin, exchange, doneSync -> ended.complete(exchange));
        return ended;
    }

    private static @Nullable PluginHost host(Exchange exchange) {
        return exchange.getContext().getRegistry().findSingleByType(PluginHost.class);
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
