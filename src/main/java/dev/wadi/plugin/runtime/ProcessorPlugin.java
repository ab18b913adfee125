package dev.wadi.plugin.runtime;

import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginResult;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A plain Camel processor as a plugin. It works on the exchange itself; where it stops the route, the message is
 * filtered, and where it fails, the body is what it was before.
 */
record ProcessorPlugin(String name, Processor processor) implements Plugin {

    @Override
    public PluginResult execute(PluginContext context) throws Exception {
        if (!(context instanceof ExchangeContext itsContext)) {
            throw new IllegalStateException("a Camel processor needs an exchange, but there is none");
        }
        Exchange exchange = itsContext.exchange();
        Object body = exchange.getMessage().getBody();
        try {
            processor.process(exchange);
            Exception thrown = exchange.getException();
            if (thrown != null) {
                throw thrown;
            }
        } catch (Exception e) {
            exchange.setException(null);
            exchange.getMessage().setBody(body);
            throw e;
        }
        if (exchange.isRouteStop()) {
            exchange.setRouteStop(false);
            return PluginResult.filter("stopped by " + name);
        }
        return PluginResult.success();
    }
}
