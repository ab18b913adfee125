package dev.wadi.plugin.middleware.component;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** The application's HTTP server, if it runs: where the middleware stands, and which headers come in. */
public final class HttpEntrance {

    private static final int FIRST = Integer.MIN_VALUE;

    private final CamelContext context;

    /** @param context whose server is started, and whose routes are not */
    public HttpEntrance(CamelContext context) {
        this.context = context;
    }

    /** Has each request pass this before any route. */
    public void guardWith(Handler<RoutingContext> middleware) {
        routers().forEach(router -> {
            context.getComponent("platform-http", PlatformHttpComponent.class)
                    .setHeaderFilterStrategy(new HttpHeaderFirewall());
            router.route().order(FIRST).handler(middleware);
        });
    }

    /** The port that it listens on. */
    public OptionalInt port() {
        return routers()
                .mapToInt(router -> router.getServer().getPort())
                .filter(port -> port > 0)
                .findFirst();
    }

    private Stream<VertxPlatformHttpRouter> routers() {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isMainServer);
    }
}
