package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;

/**
 * A plain Camel processor as a plugin. It works on a copy of the exchange, down to the values of a JSON body, which takes
 * the exchange's place if it ends well and in time. Where it stops the route, the message is filtered.
 */
record ProcessorPlugin(String name, Processor processor) implements Plugin {

    @Override
    public PluginResult execute(PluginContext context) throws Exception {
        if (!(context instanceof ExchangeContext itsContext)) {
            throw new IllegalStateException("a Camel processor needs an exchange, but there is none");
        }
        Exchange exchange = itsContext.exchange();
        Exchange copy = copy(exchange);
        processor.process(copy);
        Exception thrown = copy.getException();
        if (thrown != null) {
            throw thrown;
        }
        boolean stops = copy.isRouteStop();
        copy.setRouteStop(false);
        itsContext.onceInTime(() -> {
            copy.getExchangeExtension().handoverCompletions(exchange);
            ExchangeHelper.copyResults(exchange, copy);
        });
        return stops ? PluginResult.filter("stopped by " + name) : PluginResult.success();
    }

    private static Exchange copy(Exchange exchange) {
        Exchange copy = exchange.copy();
        copy.getExchangeExtension().setUnitOfWork(null); // what it adds to that is handed over with the rest
        copy.getMessage().setBody(BodyCopy.of(copy.getMessage().getBody()));
        return copy;
    }
}
