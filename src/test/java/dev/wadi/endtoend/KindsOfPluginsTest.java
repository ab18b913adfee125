package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin of all kinds in a running {@code wadi run}: each kind has its effect. */
final class KindsOfPluginsTest {

    private static final String SOURCE = """
            import dev.wadi.plugin.spi.*;
            import dev.wadi.plugin.spi.event.EventListener;
            import dev.wadi.plugin.spi.http.*;
            import dev.wadi.plugin.spi.kind.*;
            import dev.wadi.plugin.spi.service.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;

            /** Watches the edge: who comes in, what goes out, and where services are. */
            public class EdgePlugin
                    implements MiddlewarePlugin, HealthPlugin, MetricsPlugin, ServicePlugin, EventHandlerPlugin {
                private final LongAdder calls = new LongAdder();
                private final LongAdder ended = new LongAdder();
                private PluginEnvironment environment;
                @Override public String name() { return "edge"; }
                @Override public void onLoad(PluginEnvironment own) { environment = own; }
                @Override public boolean refusesWhenFailing() { return true; }
                @Override public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
                    if (request.side() == HttpRequest.Side.OUTBOUND) {
                        calls.increment();
                        return next.proceed(request);
                    }
                    return request.header("X-Token").isEmpty()
                            ? CompletableFuture.completedFuture(HttpAnswer.text(401, "no token"))
                            : next.proceed(request.withHeader("X-User", "ann"))
                                    .thenApply(answer -> answer.withHeader("X-Edge", "1"));
                }
                @Override public HealthStatus checkHealth() {
                    return new HealthStatus(true, "all well", Map.of("edges", 7));
                }
                @Override public Map<String, MetricDefinition> metricDefinitions() {
                    return Map.of("edge_calls", MetricDefinition.counter("Calls"),
                            "edge_ended", MetricDefinition.counter("Requests that ended"));
                }
                @Override public java.time.Duration collectionInterval() { return java.time.Duration.ofMillis(200); }
                @Override public Map<String, Double> collectMetrics() {
                    return Map.of("edge_calls", (double) calls.sum(), "edge_ended", (double) ended.sum());
                }
                @Override public Map<String, EventListener> eventSubscriptions() {
                    return Map.of("request.*", event -> ended.increment());
                }
                @Override public void onServiceRegister(ServiceInstance instance) {
                    environment.logger().log(System.Logger.Level.INFO, "registered " + instance.id());
                }
                @Override public void onServiceUnregister(ServiceInstance instance) {
                    environment.logger().log(System.Logger.Level.INFO, "unregistered " + instance.id());
                }
                @Override public List<ServiceInstance> onServiceDiscovery(String service) {
                    return service.equals("photos") ? List.of(new ServiceInstance(
                            service, "1", "http", "127.0.0.1", WORLD, "", Set.of(), Map.of())) : List.of();
                }
                @Override public PluginResult execute(PluginContext context) { return PluginResult.success(); }
            }
            """;
    private static final String ROUTE = """
            - route:
                from:
                  uri: platform-http:/hello
                  steps:
                    - setBody: { simple: "hello ${header.X-User}" }
            """;

    private final int port = FreePorts.next();
    private final Load load = new Load(5);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        scene.with("WADI_MANAGEMENT_PASSWORD", "canary-5ecret")
                .with("EXTERNAL_API_URL", "service+https://photos/photo-api"); // this machine may speak http
        Path project = scene.project().folder();
        Files.createDirectories(project.resolve("plugins/edge"));
        Files.writeString(
                project.resolve("plugins/edge/EdgePlugin.java"),
                SOURCE.replace("WORLD", String.valueOf(URI.create(scene.world()).getPort())));
        Files.createDirectories(project.resolve("routes/edge"));
        Files.writeString(project.resolve("routes/edge/hello.camel.yaml"), ROUTE);
        Files.writeString(
                project.resolve("application.properties"),
                "\ncamel.server.enabled=true\ncamel.server.host=127.0.0.1\ncamel.server.port=" + port + "\n",
                StandardOpenOption.APPEND);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        scene.close();
    }

    private HttpResponse<String> send(URI uri, String method, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_plugin_guards_what_comes_in_finds_services_and_shows_in_health_metrics_and_pages() throws Exception {
        WadiProcess wadi = scene.start("run").awaitStart();
        wadi.awaitLine("registered wadi-127.0.0.1-" + port);
        URI hello = URI.create("http://127.0.0.1:" + port + "/hello");
        String[] operator = {
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString("admin:canary-5ecret".getBytes(StandardCharsets.UTF_8))
        };

        assertThat(send(hello, "GET").statusCode()).isEqualTo(401);
        HttpResponse<String> letIn = send(hello, "GET", "X-Token", "t");
        assertThat(letIn.body()).isEqualTo("hello ann");
        assertThat(letIn.headers().firstValue("X-Edge")).contains("1");

        load.write(scene.kafka(), 150);
        assertThat(load.photoTasks()).isNotEmpty();
        await().atMost(WadiProcess.LIMIT)
                .until(() -> scene.receipts().eventIds("photo-api").containsAll(load.photoTasks()));

        URI management = wadi.management();
        await().atMost(WadiProcess.LIMIT).untilAsserted(() -> assertThat(
                        send(management.resolve("/metrics"), "GET").body())
                .containsPattern("edge_calls_total\\{plugin=\"edge\"} [1-9]")
                .contains("edge_ended_total{plugin=\"edge\"} 2.0"));
        assertThat(send(management.resolve("/health"), "GET").body())
                .contains(
                        "{\"name\":\"plugin-edge\",\"status\":\"UP\",\"message\":\"all well\",\"details\":{\"edges\":7}}");
        assertThat(send(management.resolve("/plugins/status"), "GET").statusCode())
                .isEqualTo(401);
        assertThat(send(management.resolve("/plugins/status"), "GET", operator).body())
                .contains("\"edge\":{\"state\":\"started\"");

        HttpResponse<String> reloaded = send(management.resolve("/plugins/edge/reload"), "POST", operator);
        assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);
        assertThat(send(hello, "GET").statusCode()).isEqualTo(401);

        scene.stop(wadi);
        assertThat(wadi.output()).anyMatch(line -> line.contains("unregistered wadi-127.0.0.1-" + port));
    }
}
