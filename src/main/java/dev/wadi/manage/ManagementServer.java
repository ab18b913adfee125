package dev.wadi.manage;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.wadi.config.ConfigException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the management port: {@code /hawtio}, {@code /health}, {@code /metrics}, the pages about plugins, and
 * nothing else.
 *
 * <p>Start it once the context is built and before its routes start (camel-main: {@code
 * MainListener.afterConfigure}), so that a taken port is found before anything is consumed and probes are answered
 * while the routes start. Close it in a {@code finally} after the context has stopped: camel-main calls {@code
 * MainListener.afterStop} neither after {@code stop()} nor after a failed start.
 *
 * <p>On loopback {@code /health} and {@code /metrics} are open; beyond it they ask for the operator's name and
 * password.
 */
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int WORKERS = 4;
    private static final int IDLE_SECONDS = 120;

    private final CamelContext context;
    private final PrometheusMeterRegistry registry;
    private final ManagementSettings settings;
    private final Optional<PluginPages> plugins;
    private final JolokiaAgent agent = new JolokiaAgent();
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
    private int port;

    private ManagementServer(
            CamelContext context,
            PrometheusMeterRegistry registry,
            ManagementSettings settings,
            Optional<PluginPages> plugins) {
        this.context = context;
        this.registry = registry;
        this.settings = settings;
        this.plugins = plugins;
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @throws ConfigException if the port is taken or may not be listened on
     */
    public static ManagementServer start(
            CamelContext context, PrometheusMeterRegistry registry, ManagementSettings settings) {
        return start(context, registry, settings, Optional.empty());
    }

    /**
     * Starts the server with the pages about plugins, which ask for the operator's name and password wherever it listens.
     *
     * @throws ConfigException if the port is taken or may not be listened on
     */
    public static ManagementServer start(
            CamelContext context,
            PrometheusMeterRegistry registry,
            ManagementSettings settings,
            Optional<PluginPages> plugins) {
        ManagementServer server = new ManagementServer(context, registry, settings, plugins);
        try {
            server.listen();
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** The address of the console. */
    public URI console() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + port + HawtioConsole.PATH + "/");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        agent.close();
    }

    private void listen() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS);
        try {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(router())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            port = server.actualPort();
        } catch (CompletionException e) {
            throw refused(e);
        }
        if (!settings.loopback()) {
            LOG.warn(
                    "The management port {}:{} can be reached from other machines and speaks plain HTTP:"
                            + " put TLS in front of it",
                    settings.host(),
                    port);
        }
    }

    private RuntimeException refused(CompletionException e) {
        if (e.getCause() instanceof BindException bind) {
            return new ConfigException(
                    settings.host() + ":" + settings.port(),
                    "the port is taken or can't be listened on (" + bind.getMessage()
                            + "). Choose another one with --management-port or wadi.management.port");
        }
        return e;
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(new SameOrigin(settings)).handler(ManagementServer::secure);
        Operator operator = new Operator(settings.user(), settings.password());
        Probes probes = new Probes(context, registry);
        if (settings.loopback()) {
            probes.mountOpen(router);
        } else {
            probes.mountGuarded(router, new BasicAuthentication(operator, attempts()));
        }
        plugins.ifPresent(pages -> pages.mount(router, new BasicAuthentication(operator, attempts())));
        new HawtioConsole(new SignIn(operator, attempts()), agent).mount(vertx, router);
        return router;
    }

    private static LoginAttempts attempts() {
        return new LoginAttempts(Ticker.systemTicker());
    }

    private static void secure(RoutingContext call) {
        call.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff");
        call.next();
    }
}
