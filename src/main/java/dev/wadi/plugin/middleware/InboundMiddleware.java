package dev.wadi.plugin.middleware;

import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.spi.http.HttpRequest;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Has the requests to the application's HTTP server pass the middleware before any route sees them, and tells the bus how
 * each ended.
 *
 * @param chain the middleware
 * @param environment what it needs
 * @param hub the bus
 */
public record InboundMiddleware(MiddlewareChain chain, PassageEnvironment environment, EventHub hub)
        implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext call) {
        InboundCall inbound = new InboundCall(call, environment);
        call.addEndHandler(end -> new RequestEvents(hub).ended(call, inbound, end));
        if (chain.isEmpty(HttpRequest.Side.INBOUND)) {
            call.next();
        } else {
            call.request().pause(); // its body is for whoever comes after the middleware
            inbound.pass(chain);
        }
    }
}
