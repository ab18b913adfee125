package dev.wadi.demo;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.demo.api.ClaimxApi;
import dev.wadi.demo.api.DemoFiles;
import dev.wadi.demo.api.Receipts;
import dev.wadi.demo.api.ReceivingApis;
import dev.wadi.demo.component.AcceptPhotoTask;
import dev.wadi.demo.component.AskClaimx;
import dev.wadi.demo.component.ReceiveWebhook;
import dev.wadi.demo.component.RefuseWhenBusy;
import dev.wadi.demo.component.RequireAuthorization;
import dev.wadi.demo.component.WriteAnswer;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The APIs around the demo's pipelines, served on loopback from the routes in a folder, in a Camel context of their own.
 */
public final class DemoWorld implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /**
     * More than the photo API lets in at a time (see its route): each of those waits for an answer of the ClaimX API,
     * which needs a thread of the same pool.
     */
    private static final int THREADS = 96;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Receipts receipts = new Receipts();
    private final Path routes;
    private final int port;
    private final URI baseUri;

    /**
     * The {@code Authorization} headers that the world demands.
     *
     * @param claimx of the ClaimX API
     * @param photo of the photo API
     */
    public record Credentials(Secret claimx, Secret photo) {}

    /**
     * A world that is not started yet.
     *
     * @param routes the folder with the routes, {@code *.camel.yaml}
     * @param port the port on loopback; 0 for a free one
     * @param credentials what its APIs demand
     * @param kafka where the event feed writes to: {@code host:port}
     * @param clock tells when download links expire
     * @throws ConfigException if the port is taken
     */
    public DemoWorld(Path routes, int port, Credentials credentials, String kafka, Clock clock) {
        this.routes = routes;
        this.port = free(port);
        this.baseUri = URI.create("http://" + HOST + ":" + this.port);
        context.getCamelContextExtension().setName("demo-world");
        context.getShutdownStrategy().setTimeout(5);
        context.getPropertiesComponent().addOverrideProperty("demo.uri", baseUri.toString());
        context.getPropertiesComponent().addOverrideProperty("demo.kafka", kafka);
        bind(credentials, clock);
    }

    private void bind(Credentials credentials, Clock clock) {
        ReceivingApis receiving = new ReceivingApis(receipts);
        Registry registry = context.getRegistry();
        registry.bind("vertxOptions", vertxOptions());
        registry.bind("claimxApi", new ClaimxApi(baseUri.resolve("/files"), clock));
        registry.bind("demoFiles", new DemoFiles());
        registry.bind("claimxAuthorization", new RequireAuthorization(credentials.claimx()));
        registry.bind("photoAuthorization", new RequireAuthorization(credentials.photo()));
        registry.bind("askClaimx", new AskClaimx(credentials.claimx()));
        registry.bind("acceptPhotoTask", new AcceptPhotoTask(receiving));
        registry.bind("refuseWhenBusy", new RefuseWhenBusy());
        registry.bind("receiveWebhook", new ReceiveWebhook(receiving));
        registry.bind("writeAnswer", new WriteAnswer());
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(THREADS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /**
     * Starts the server and its routes.
     *
     * @throws ConfigException if the routes can't be read or are wrong
     */
    public DemoWorld start() throws Exception {
        try {
            context.start();
            context.addService(new VertxPlatformHttpServer(server()), true, true);
            for (Path file : routeFiles()) {
                load(file);
            }
            return this;
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private VertxPlatformHttpServerConfiguration server() {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(HOST);
        server.setBindPort(port);
        server.setMaxBodySize(1_000_000L);
        server.getBodyHandler().setHandleFileUploads(false);
        return server;
    }

    private List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private void load(Path file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context, file.toUri().toString()));
        } catch (Exception e) {
            throw new ConfigException(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ConfigException(
                    "demo world", "port " + port + " is taken. Possible: another port, or 0 for a free one");
        }
    }

    /** Where the APIs are, as in {@code http://127.0.0.1:8070}. */
    public URI baseUri() {
        return baseUri;
    }

    /** What writes events to Kafka. */
    public EventFeed feed() {
        return new EventFeed(context);
    }

    /** What arrived. */
    public Receipts receipts() {
        return receipts;
    }

    @Override
    public void close() {
        context.stop();
    }
}
