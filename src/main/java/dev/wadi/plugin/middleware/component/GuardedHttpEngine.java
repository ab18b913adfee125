package dev.wadi.plugin.middleware.component;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Makes the consumers of {@code platform-http:}. Before the first of them there is something in front of all: only then
 * is the server's router sure to be there.
 */
final class GuardedHttpEngine extends VertxPlatformHttpEngine {

    private static final int FIRST = Integer.MIN_VALUE;

    private final Handler<RoutingContext> guard;
    private final Set<VertxPlatformHttpRouter> guarded = new HashSet<>();

    GuardedHttpEngine(CamelContext context, Handler<RoutingContext> guard) {
        this.guard = guard;
        setCamelContext(context);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.getHeaderFilterStrategy().getClass().equals(HttpHeaderFilterStrategy.class)) {
            endpoint.setHeaderFilterStrategy(new HttpHeaderFirewall());
        }
        guardRouters();
        return super.createConsumer(endpoint, processor);
    }

    private synchronized void guardRouters() {
        for (VertxPlatformHttpRouter router :
                getCamelContext().getRegistry().findByType(VertxPlatformHttpRouter.class)) {
            if (guarded.add(router)) {
                router.route().order(FIRST).handler(guard);
            }
        }
    }
}
