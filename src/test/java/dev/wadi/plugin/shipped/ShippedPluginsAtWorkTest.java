package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.action.CustomActions;
import dev.wadi.config.Variables;
import dev.wadi.fake.ConsulStub;
import dev.wadi.fake.FakeConnections;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.event.EventHandlerBinder;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.metrics.MetricsCollection;
import dev.wadi.plugin.middleware.InboundMiddleware;
import dev.wadi.plugin.middleware.MiddlewareChain;
import dev.wadi.plugin.middleware.PassageEnvironment;
import dev.wadi.plugin.runtime.LoadedPlugin;
import dev.wadi.plugin.runtime.PluginLoader;
import dev.wadi.plugin.runtime.PluginRegistry;
import dev.wadi.plugin.runtime.PluginRuntime;
import dev.wadi.plugin.runtime.Stages;
import dev.wadi.plugin.runtime.Surroundings;
import dev.wadi.plugin.service.ServiceRegistration;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped plugins that are more than plugins of stages, in what really runs them. */
class ShippedPluginsAtWorkTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> VARIABLES = Map.of("JWT_SECRET", "0123456789abcdef0123456789abcdef");

    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventHub hub = new EventHub(threads.executor(), meters, Clock.systemUTC());
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters);
    private final CustomActions actions = new CustomActions();
    private final PassageEnvironment passage = threads.passage(Duration.ofSeconds(5), meters);
    private final MiddlewareChain chain = new MiddlewareChain(extensions, passage);
    private final ServiceRegistration registration =
            new ServiceRegistration(Optional.empty(), extensions, hub, threads.calls(Duration.ofSeconds(5)), meters);
    private final PluginRegistry registry = new PluginRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConsulStub consul = new ConsulStub();
    private final Path folder;
    private final Path log;
    private final PluginLoader loader;
    private final PluginRuntime runtime;
    private final HttpServer server;

    ShippedPluginsAtWorkTest(@TempDir Path folder, @TempDir Path logs) throws IOException {
        this.folder = folder;
        this.log = logs.resolve("events.log");
        MetricsCollection metrics = new MetricsCollection(
                extensions, threads.calls(LIMIT), threads.schedule(), LIMIT, meters, Clock.systemUTC());
        FakeConnections connections = new FakeConnections("mail");
        this.loader = new PluginLoader(
                PluginPlaces.of(folder),
                CodePolicy.DEFAULT,
                Variables.of(VARIABLES),
                Set.of("mail"),
                new Stages(List.of()));
        this.runtime = new PluginRuntime(
                loader,
                registry,
                new Surroundings(connections, actions, hub, extensions),
                List.of(new EventHandlerBinder(hub), chain, metrics, registration));
        Router router = Router.router(vertx);
        router.route().handler(new InboundMiddleware(chain, passage, hub));
        router.route().handler(call -> call.response().end("let in"));
        this.server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @BeforeEach
    void start() throws IOException {
        plugin("jwt-authentication", "{jwt_secret: \"${JWT_SECRET}\", public_paths: [/open]}");
        plugin("request-tracing", "{correlation_header: X-Correlation-ID}");
        plugin("custom-metrics", "{collection_interval: 100ms}");
        plugin("structured-logging", "{log_file_path: " + log + "}");
        plugin("consul-service-discovery", "{consul_host: 127.0.0.1, consul_port: " + consul.port() + "}");
        plugin("send_email", "{connection: mail}");
        runtime.start(loader.check());
        registration.up(new ServiceInstance("wadi", "i1", "http", "127.0.0.1", 8080, "", Set.of(), Map.of()));
    }

    @AfterEach
    void stop() {
        registration.close();
        runtime.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        client.close();
        consul.close();
        threads.close();
    }

    private void plugin(String name, String config) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("config.yaml");
        Files.writeString(file, "config: " + config);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(LIMIT);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private double counted(String metric) {
        FunctionCounter counter = meters.find(metric).functionCounter();
        return counter == null ? -1 : counter.count();
    }

    @Test
    void all_of_them_run_and_do_their_work_and_leave_no_trace() throws Exception {
        assertThat(registry.plugins()).extracting(LoadedPlugin::name).hasSize(6).allSatisfy(name -> assertThat(
                        runtime.troubles())
                .doesNotContainKey(name));
        assertThat(actions.kinds()).contains("send_email");
        assertThat(consul.services).containsOnlyKeys("wadi-wadi-i1");

        assertThat(get("/api").statusCode()).isEqualTo(401);
        HttpResponse<String> open = get("/open", "X-Correlation-ID", "abc-1");
        assertThat(open.body()).isEqualTo("let in");
        assertThat(open.headers().firstValue("x-correlation-id")).contains("abc-1");
        assertThat(open.headers().firstValue("x-processing-time").orElse("")).matches("\\d+\\.\\d{3}s");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(Files.readString(log))
                .contains("\"event\":\"auth.failed\"")
                .contains("\"event\":\"request.completed\"", "\"correlation_id\":\"abc-1\""));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(counted("app_requests_total")).isEqualTo(2));
        assertThat(counted("app_errors_total")).isZero();

        registration.close();
        runtime.close();
        assertThat(consul.services).isEmpty();
        assertThat(actions.kinds()).doesNotContain("send_email");
        assertThat(hub.size()).isZero();
        assertThat(get("/api").body()).isEqualTo("let in");
    }

    /** An action that a plugin has registered stands in the way of its own next version nowhere. */
    @Test
    void each_of_them_can_be_reloaded() throws Exception {
        for (String name : List.of("send_email", "consul-service-discovery", "structured-logging", "custom-metrics")) {
            assertThat(runtime.reload(name)).isNotNull();
        }
        assertThat(runtime.troubles()).isEmpty();
        assertThat(actions.kinds()).contains("send_email");
        assertThat(consul.services).containsOnlyKeys("wadi-wadi-i1");
        get("/open");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Files.readString(log)).contains("\"path\":\"/open\""));
    }
}
