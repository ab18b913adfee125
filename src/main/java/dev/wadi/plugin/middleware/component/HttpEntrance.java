package dev.wadi.plugin.middleware.component;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** The application's HTTP server: what stands before its routes, and where it listens. */
public final class HttpEntrance {

    private final CamelContext context;

    public HttpEntrance(CamelContext context) {
        this.context = context;
    }

    /** Has each request pass this before any route. To be called before the routes start. */
    public void guardWith(Handler<RoutingContext> middleware) {
        context.getRegistry()
                .bind(
                        PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME,
                        PlatformHttpEngine.class,
                        new GuardedHttpEngine(context, middleware));
    }

    /** The port that it listens on, if it runs. */
    public OptionalInt port() {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isMainServer)
                .mapToInt(router -> router.getServer().getPort())
                .filter(port -> port > 0)
                .findFirst();
    }
}
