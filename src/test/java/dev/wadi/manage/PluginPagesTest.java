package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.fake.PluginThreads;
import dev.wadi.json.Json;
import dev.wadi.manage.metrics.Meters;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.health.HealthWatch;
import dev.wadi.plugin.health.component.PluginHealthChecks;
import dev.wadi.plugin.metrics.MetricsCollection;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.runtime.PluginChanges;
import dev.wadi.plugin.runtime.PluginOperations;
import dev.wadi.plugin.runtime.PluginState;
import dev.wadi.plugin.runtime.PluginStatus;
import dev.wadi.plugin.spi.kind.HealthPlugin;
import dev.wadi.plugin.spi.kind.HealthStatus;
import dev.wadi.plugin.spi.kind.MetricDefinition;
import dev.wadi.plugin.spi.kind.MetricsPlugin;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages about plugins, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginPagesTest {

    private static final String PASSWORD = "canary-5ecret";

    private final PluginThreads threads = new PluginThreads();
    private final Meters meters = new Meters();
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters.registry());
    private final HealthWatch health = new HealthWatch(
            extensions,
            threads.calls(Duration.ofSeconds(5)),
            threads.schedule(),
            Duration.ofSeconds(30),
            meters.registry(),
            Clock.systemUTC());
    private final MetricsCollection metrics = new MetricsCollection(
            extensions,
            threads.calls(Duration.ofSeconds(5)),
            threads.schedule(),
            Duration.ofSeconds(30),
            meters.registry(),
            Clock.systemUTC());
    private final FakeOperations operations = new FakeOperations();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init")
    private ManagementServer server;

    @SuppressWarnings("NullAway.Init")
    private Visitor visitor;

    /** Plugins that are as a test says. */
    private static final class FakeOperations implements PluginOperations {

        private final CountDownLatch slow = new CountDownLatch(1);
        private final CountDownLatch underWay = new CountDownLatch(1);

        @Override
        public List<PluginStatus> statuses() {
            return List.of(
                    status("database", PluginState.STARTED, ""),
                    status("geo-tag", PluginState.FAILED, "geo-tag: no luck"),
                    status("audit", PluginState.DISABLED, ""),
                    status("slow", PluginState.STARTED, ""));
        }

        private static PluginStatus status(String name, PluginState state, String trouble) {
            return new PluginStatus(
                    name,
                    "1.2.0",
                    "Does what it does",
                    "somebody",
                    state,
                    trouble,
                    "plugins/" + name + "/config.yaml",
                    100,
                    Set.of(),
                    Set.of(),
                    List.of("cache? >=2"),
                    0);
        }

        @Override
        public PluginChanges reload(String plugin) {
            if (plugin.equals("slow")) {
                underWay.countDown();
                awaitSlow();
            }
            boolean fails = plugin.equals("geo-tag");
            return new PluginChanges(
                    List.of(), fails ? List.of() : List.of(plugin), List.of(), fails ? List.of(plugin) : List.of());
        }

        private void awaitSlow() {
            try {
                assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private record Database(String name) implements HealthPlugin, MetricsPlugin {

        @Override
        public HealthStatus checkHealth() {
            return new HealthStatus(false, "gone", Map.of("host", "db-1", "password", "t0p"));
        }

        @Override
        public Map<String, MetricDefinition> metricDefinitions() {
            return Map.of("pool.size", MetricDefinition.gauge("Connections"));
        }

        @Override
        public Map<String, Double> collectMetrics() {
            return Map.of("pool.size", 5.0);
        }

        @Override
        public dev.wadi.plugin.spi.PluginResult execute(dev.wadi.plugin.spi.PluginContext message) {
            return dev.wadi.plugin.spi.PluginResult.success();
        }
    }

    @BeforeAll
    void start() {
        Ownership owner = new Ownership("database");
        Database database = new Database("database");
        health.bind(database, owner);
        metrics.bind(database, owner);
        HealthCheckRegistry.get(context)
                .register(new PluginHealthChecks(health, () -> Map.of("geo-tag", "failed: no luck")));
        server = ManagementServer.start(
                context,
                meters.registry(),
                new ManagementSettings("127.0.0.1", 0, "operator", new Secret(PASSWORD), false),
                Optional.of(new PluginPages(operations, health, metrics, extensions)));
        visitor = new Visitor(server);
        context.start();
    }

    @AfterAll
    void stop() {
        operations.slow.countDown();
        visitor.close();
        context.stop();
        server.close();
        meters.close();
        threads.close();
    }

    private static String[] operator() {
        return new String[] {
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8))
        };
    }

    private HttpResponse<String> get(String path) {
        return visitor.get(path, operator());
    }

    private HttpResponse<String> reload(String plugin) {
        return visitor.post("/plugins/" + plugin + "/reload", "", operator());
    }

    private static Map<String, @Nullable Object> json(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** In the original, everybody could ask, and reload. */
    @Test
    void only_the_operator_may_ask_on_loopback_too() {
        for (String path :
                List.of("/plugins/status", "/plugins/metrics", "/plugins/database/health", "/extension-points")) {
            assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(visitor.post("/plugins/database/reload", "").statusCode()).isEqualTo(401);
    }

    @Test
    void a_page_of_another_origin_can_reload_nothing() {
        String[] signed = operator();
        assertThat(visitor.post(
                                "/plugins/database/reload",
                                "",
                                signed[0],
                                signed[1],
                                "Origin",
                                "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tells_how_each_plugin_is() {
        Map<String, @Nullable Object> all = json(get("/plugins/status"));

        assertThat(all).containsOnlyKeys("database", "geo-tag", "audit", "slow");
        assertThat(all.get("geo-tag"))
                .isEqualTo(Map.of(
                        "state", "failed",
                        "version", "1.2.0",
                        "description", "Does what it does",
                        "author", "somebody",
                        "dependencies", List.of("cache? >=2"),
                        "priority", 100,
                        "domains", List.of(),
                        "stages", List.of(),
                        "place", "plugins/geo-tag/config.yaml",
                        "trouble", "geo-tag: no luck"));
    }

    @Test
    void tells_of_a_health_plugin_what_it_saw_last_and_of_another_whether_it_runs() {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> json(get("/plugins/database/health"))
                .containsKey("details"));

        assertThat(json(get("/plugins/database/health")))
                .containsEntry("name", "database")
                .containsEntry("state", "started")
                .containsEntry("healthy", false)
                .containsEntry("message", "gone")
                .containsEntry("details", Map.of("host", "db-1", "password", "***"));
        assertThat(json(get("/plugins/audit/health")))
                .isEqualTo(Map.of("name", "audit", "state", "disabled", "healthy", false));
        assertThat(json(get("/plugins/slow/health"))).containsEntry("healthy", true);
    }

    /** In the original, the answer for an unknown plugin was 200, with the error's number in the body. */
    @Test
    void an_unknown_plugin_is_404() {
        for (HttpResponse<String> answer : List.of(get("/plugins/nobody/health"), reload("nobody"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer)).isEqualTo(Map.of("error", "there is no plugin 'nobody'"));
        }
        assertThat(get("/plugins").statusCode()).isEqualTo(404);
    }

    @Test
    void shows_what_metrics_plugins_measured_last() {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        get("/plugins/metrics").body())
                .contains("\"database\":{\"metrics\":{\"pool.size\":5.0}"));
    }

    @Test
    void shows_the_extension_points_and_how_many_handle_them() {
        assertThat(json(get("/extension-points")))
                .hasSize(10)
                .containsEntry(
                        "middleware.pre_request",
                        Map.of(
                                "type", "filter",
                                "description", "A request, before the middleware",
                                "value_type", "dev.wadi.plugin.spi.http.HttpRequest",
                                "handler_count", 0));
    }

    /** In the original, a failed reload was answered with 200. */
    @Test
    void a_reload_says_with_its_status_how_it_went() throws Exception {
        HttpResponse<String> done = reload("database");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done))
                .isEqualTo(Map.of(
                        "message", "the plugin 'database' was reloaded",
                        "version", "1.2.0",
                        "replaced", List.of("database")));

        HttpResponse<String> failed = reload("geo-tag");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(json(failed)).isEqualTo(Map.of("error", "the plugin 'geo-tag' was not reloaded: geo-tag: no luck"));

        assertThat(reload("audit").statusCode()).isEqualTo(409);
        assertThat(visitor.get("/plugins/database/reload", operator()).statusCode())
                .isEqualTo(405);

        CompletableFuture<HttpResponse<String>> slow = CompletableFuture.supplyAsync(() -> reload("slow"));
        assertThat(operations.underWay.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(json(reload("database")))
                .isEqualTo(Map.of("error", "a reload is under way. Try again once it is done"));
        operations.slow.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void the_health_of_the_whole_tells_of_health_plugins_and_of_plugins_in_trouble() {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> visitor.get("/health").body().contains("gone"));

        HttpResponse<String> whole = visitor.get("/health");

        assertThat(whole.statusCode()).isEqualTo(503);
        assertThat(whole.body())
                .contains("{\"name\":\"plugin-database\",\"status\":\"DOWN\",\"message\":\"gone\",\"details\":{")
                .contains("\"host\":\"db-1\"", "\"password\":\"***\"")
                .contains("{\"name\":\"plugins\",\"status\":\"UP\",\"message\":\"geo-tag: failed: no luck\"}")
                .doesNotContain("t0p");
        assertThat(visitor.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/health/ready").statusCode()).isEqualTo(503);
    }
}
