package dev.wadi.plugin.middleware.component;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Makes the consumers of {@code platform-http:}. Before the first of them there is something in front of all: only then
 * is the server's router sure to be there.
 */
final class GuardedHttpEngine extends VertxPlatformHttpEngine {

    private static final int FIRST = Integer.MIN_VALUE;

    private final Handler<RoutingContext> guard;
    private final Set<VertxPlatformHttpRouter> guarded = new HashSet<>();
    private final Set<PlatformHttpEndpoint> endpoints = Collections.newSetFromMap(new WeakHashMap<>());

    GuardedHttpEngine(CamelContext context, Handler<RoutingContext> guard) {
        this.guard = guard;
        setCamelContext(context);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        guard(endpoint);
        guardRouters();
        return super.createConsumer(endpoint, processor);
    }

    private synchronized void guard(PlatformHttpEndpoint endpoint) {
        if (endpoints.add(endpoint)) {
            endpoint.setHeaderFilterStrategy(new HttpHeaderFirewall(endpoint.getHeaderFilterStrategy()));
        }
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
