package dev.wadi.plugin.shipped.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.ConsulStub;
import dev.wadi.fake.FakePluginConnection;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.kind.HealthStatus;
import dev.wadi.plugin.spi.service.ServiceInstance;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stub that speaks Consul's HTTP API: in the original every call of it was commented out. */
class ConsulServiceDiscoveryPluginTest {

    private static final ServiceInstance WADI = instance("/health");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RecordingEnvironment environment = new RecordingEnvironment("consul_service_discovery");
    private final ConsulStub consul = new ConsulStub();
    private final PluginFolder folder;

    ConsulServiceDiscoveryPluginTest(@TempDir Path plugins) throws IOException {
        folder = new PluginFolder(plugins, "consul_service_discovery");
    }

    @AfterEach
    void close() {
        environment.close();
        consul.close();
    }

    private static ServiceInstance instance(String healthPath) {
        return new ServiceInstance(
                "pipeline", "i1", "http", "10.0.0.5", 8090, healthPath, Set.of("a"), Map.of("version", "1"));
    }

    private ConsulServiceDiscoveryPlugin plugin(String more) {
        var plugin = (ConsulServiceDiscoveryPlugin)
                folder.load("consul_host: 127.0.0.1\nconsul_port: " + consul.port() + "\n" + more);
        plugin.onLoad(environment);
        return plugin;
    }

    @Test
    void registers_the_instance_with_an_absolute_address_of_its_check() throws Exception {
        plugin("token: ${CONSUL_TOKEN}\nhealth_check_interval: 15").onServiceRegister(WADI);
        assertThat(consul.services).containsOnlyKeys("wadi-pipeline-i1");
        assertThat(consul.services.get("wadi-pipeline-i1"))
                .containsEntry("Name", "wadi-pipeline")
                .containsEntry("Address", "10.0.0.5")
                .containsEntry("Port", 8090)
                .containsEntry("Tags", List.of("a"))
                .containsEntry("Meta", Map.of("version", "1", "scheme", "http"))
                .containsEntry(
                        "Check",
                        Map.of(
                                "CheckID", "service:wadi-pipeline-i1",
                                "HTTP", "http://10.0.0.5:8090/health",
                                "Interval", "15000ms",
                                "Timeout", "5s",
                                "DeregisterCriticalServiceAfter", "10m"));
        assertThat(consul.tokens).containsExactly("canary");
    }

    /** The original left the instance registered when it stopped. */
    @Test
    void takes_the_instance_out_when_it_stops_and_does_not_mind_if_it_is_gone() throws Exception {
        ConsulServiceDiscoveryPlugin plugin = plugin("");
        plugin.onServiceRegister(WADI);
        plugin.onServiceUnregister(WADI);
        assertThat(consul.services).isEmpty();
        plugin.onServiceUnregister(WADI);
        plugin.keep();
        assertThat(consul.services).isEmpty();
    }

    @Test
    void an_instance_without_a_check_says_itself_that_it_is_there() throws Exception {
        ConsulServiceDiscoveryPlugin plugin = plugin("health_check_interval: 50ms");
        plugin.onServiceRegister(instance(""));
        assertThat((Map<?, ?>) Objects.requireNonNull(consul.services.get("wadi-pipeline-i1"))
                        .get("Check"))
                .extracting("TTL", "Status")
                .containsExactly("150ms", "passing");
        plugin.onStart();
        await().atMost(LIMIT).until(() -> consul.passed.contains("service:wadi-pipeline-i1"));
    }

    @Test
    void an_instance_that_consul_forgot_is_registered_again() throws Exception {
        for (String check : List.of("check: ttl", "check: http")) {
            ConsulServiceDiscoveryPlugin plugin = plugin(check);
            plugin.onServiceRegister(WADI);
            consul.services.clear();
            plugin.keep();
            assertThat(consul.services).as(check).containsOnlyKeys("wadi-pipeline-i1");
        }
        assertThat(environment.logged()).contains("INFO Registered in Consul again | id=wadi-pipeline-i1");
    }

    @Test
    void finds_the_healthy_instances_of_a_service() throws Exception {
        ConsulServiceDiscoveryPlugin plugin = plugin("");
        plugin.onServiceRegister(WADI);
        assertThat(plugin.onServiceDiscovery("pipeline")).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("pipeline");
            assertThat(found.id()).isEqualTo("wadi-pipeline-i1");
            assertThat(found.address()).isEqualTo("http://10.0.0.5:8090");
            assertThat(found.tags()).containsExactly("a");
        });
        assertThat(plugin.onServiceDiscovery("nobody")).isEmpty();
        assertThat(plugin("service_prefix: \"\"").onServiceDiscovery("wadi-pipeline"))
                .hasSize(1);
    }

    @Test
    void an_instance_without_an_address_of_its_own_has_its_node_s() throws Exception {
        consul.services.put(
                "x", Map.of("Name", "wadi-x", "Address", "", "Port", 80, "Meta", Map.of("scheme", "https")));
        consul.services.put("y", Map.of("Name", "wadi-x", "Address", "", "Port", 0));
        assertThat(plugin("").onServiceDiscovery("x"))
                .extracting(ServiceInstance::address)
                .containsExactly("https://10.0.0.9:80");
    }

    @Test
    void says_how_consul_is() throws Exception {
        ConsulServiceDiscoveryPlugin plugin = plugin("");
        assertThat(plugin.checkHealth()).isEqualTo(new HealthStatus(true, "", Map.of("leader", "10.0.0.1:8300")));
        consul.answersWith = 500;
        assertThat(plugin.checkHealth())
                .isEqualTo(
                        HealthStatus.down("Consul can't be reached: Consul refused asking for the leader, it answered"
                                + " 500: rpc error: No cluster leader"));
        assertThatThrownBy(() -> plugin.onServiceDiscovery("x")).isInstanceOf(IOException.class);
    }

    @Test
    void when_consul_is_down_the_instance_is_registered_once_it_is_back() throws Exception {
        ConsulServiceDiscoveryPlugin plugin = plugin("health_check_interval: 50ms");
        int port = consul.port();
        consul.close();
        assertThatThrownBy(() -> plugin.onServiceRegister(WADI)).isInstanceOf(IOException.class);
        assertThat(plugin.checkHealth().healthy()).isFalse();
        plugin.onStart();
        await().atMost(LIMIT).until(() -> !environment.logged().isEmpty());
        try (ConsulStub back = new ConsulStub(port)) {
            await().atMost(LIMIT).until(() -> back.services.containsKey("wadi-pipeline-i1"));
        }
        assertThat(environment.logged().stream().filter(line -> line.startsWith("WARNING")))
                .hasSize(1)
                .noneMatch(line -> line.contains("canary"));
    }

    @Test
    void a_slow_consul_is_waited_for_no_longer_than_the_limit() {
        consul.slowUntil = new CountDownLatch(1);
        assertThatThrownBy(() -> plugin("timeout: 100ms").onServiceDiscovery("x"))
                .isInstanceOf(HttpTimeoutException.class);
        Objects.requireNonNull(consul.slowUntil).countDown();
    }

    @Test
    void a_named_connection_is_preferred_where_there_is_one() throws Exception {
        FakePluginConnection connection = new FakePluginConnection("consul", call -> "[]");
        environment.with(connection);
        var plugin = (ConsulServiceDiscoveryPlugin) folder.load("connection: consul\ntoken: t1");
        plugin.onLoad(environment);
        plugin.onServiceRegister(WADI);
        assertThat(plugin.onServiceDiscovery("x y")).isEmpty();
        assertThat(connection.calls())
                .extracting(FakePluginConnection.Call::line)
                .containsExactly("PUT /v1/agent/service/register", "GET /v1/health/service/wadi-x%20y?passing=true");
        assertThat(connection.calls().getFirst().headers()).containsEntry("X-Consul-Token", "t1");
    }

    @Test
    void each_mistake_has_its_message() {
        assertThat(folder.problems("""
                        connection: consul
                        consul_host: "a b"
                        consul_port: 70000
                        scheme: ftp
                        service_prefix: a/b
                        check: maybe
                        """))
                .containsExactlyInAnyOrder(
                        "2: either 'connection' or 'consul_host' and 'consul_port' are possible, not both",
                        "3: consul_host must be the name or address of a host, but was 'a b'",
                        "4: consul_port must be at most 65535, but was 70000",
                        "5: scheme must be http or https, but was 'ftp'",
                        "6: service_prefix must be of letters, digits and '-', at most 60, but was 'a/b'",
                        "7: check must be http or ttl, but was 'maybe'");
    }

    @Test
    void the_token_never_shows() {
        ConsulSettings settings = new ConsulSettings(
                "http://localhost:8500",
                Optional.empty(),
                Optional.of("canary"),
                "wadi",
                LIMIT,
                LIMIT,
                ConsulSettings.Check.HTTP);
        assertThat(settings).hasToString("ConsulSettings[http://localhost:8500, prefix=wadi]");
    }
}
