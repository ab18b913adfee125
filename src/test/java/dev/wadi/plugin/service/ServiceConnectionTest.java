package dev.wadi.plugin.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.ScriptedServer;
import dev.wadi.fake.FakeService;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection whose address is {@code service://name}, over real HTTP to two instances. */
class ServiceConnectionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ScriptedServer one = new ScriptedServer();
    private final ScriptedServer two = new ScriptedServer();
    private final Vertx vertx = Vertx.vertx();
    private final PluginThreads threads = new PluginThreads();
    private final ServiceDiscovery discovery =
            new ServiceDiscovery(threads.calls(Duration.ofSeconds(5)), new SimpleMeterRegistry());
    private final FakeService registry = new FakeService("registry", 1);

    @SuppressWarnings("NullAway.Init")
    private ConfiguredConnections connections;

    @BeforeEach
    void open() {
        one.answers(200, "\"one\"");
        two.answers(200, "\"two\"");
        registry.knowing(service -> service.equals("claim-api")
                ? List.of(FakeService.instance(service, one.port()), FakeService.instance(service, two.port()))
                : List.of());
        discovery.bind(registry, new Ownership("registry"));
    }

    @AfterEach
    void close() {
        connections.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        one.close();
        two.close();
        threads.close();
    }

    private CompletableFuture<ConnectionResponse> call(String address, String... more) throws IOException {
        if (connections == null) {
            Files.writeString(folder.resolve("api.yaml"), """
                    base_url: %s
                    max_retries: 3
                    retry_backoff_base: 0.01
                    %s
                    """.formatted(
                            address, more.length == 0 ? "allow_private: true" : more[0]));
            Problems problems = new Problems();
            connections = ConfiguredConnections.load(List.of(folder), Variables.of(Map.of()), problems, vertx, true);
            problems.throwIfAny();
            connections.findServicesIn(discovery);
        }
        return connections
                .get("api", "test")
                .call(new ConnectionRequest("POST", "/tasks", Map.of(), new byte[] {'1'}, "key-7"))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
    }

    @Test
    void calls_the_first_instance_below_the_address_s_path() throws IOException {
        assertThat(call("service://claim-api/v1").join().text()).isEqualTo("\"one\"");
        assertThat(call("service://claim-api/v1").join().text()).isEqualTo("\"one\"");

        assertThat(one.received()).extracting(ScriptedServer.Received::uri).containsExactly("/v1/tasks", "/v1/tasks");
        assertThat(one.received().getFirst().headers()).containsEntry("host", "127.0.0.1:" + one.port());
        assertThat(registry.told()).hasSize(1);
    }

    @Test
    void goes_on_with_the_next_instance_when_one_is_gone_and_stays_there() throws IOException {
        call("service://claim-api").join();
        one.close();

        for (int i = 0; i < 5; i++) {
            assertThat(call("service://claim-api").join().text()).isEqualTo("\"two\"");
        }
        assertThat(two.received()).hasSize(5);
    }

    @Test
    void goes_on_with_the_next_instance_when_one_is_overloaded() throws IOException {
        one.answers(503, "");
        call("service://claim-api").join();

        assertThat(call("service://claim-api").join().text()).isEqualTo("\"two\"");
    }

    @Test
    void a_service_that_nobody_knows_is_a_failure_that_may_pass() throws IOException {
        assertThat(failureOf(call("service://photo-api/v1")))
                .hasMessage("connection api: POST service://photo-api/v1/tasks is not possible: nobody knows an"
                        + " instance of the service 'photo-api'. A service plugin must find it")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void a_registry_that_fails_is_a_failure_that_may_pass() throws IOException {
        registry.failing();

        assertThat(failureOf(call("service://claim-api")))
                .hasMessageStartingWith("connection api: POST service://claim-api/tasks is not possible: the instances"
                        + " of the service 'claim-api' can't be found: ")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void what_is_found_must_pass_the_gate_as_any_address() throws IOException {
        assertThat(failureOf(call("service://claim-api", "allow_private: false")))
                .hasMessageContaining("127.0.0.1 is not a public address")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.PAYLOAD);
        assertThat(one.received()).isEmpty();
    }

    @Test
    void where_https_is_asked_for_others_than_this_machine_must_speak_it() throws IOException {
        registry.knowing(service -> List.of(new dev.wadi.plugin.spi.service.ServiceInstance(
                service, "x", "http", "claims.example", 80, "", java.util.Set.of(), Map.of())));

        assertThat(failureOf(call("service+https://claim-api")))
                .hasMessageEndingWith("no instance of the service 'claim-api' speaks https");
    }

    private static Failure failureOf(CompletableFuture<ConnectionResponse> call) {
        assertThat(call).failsWithin(Duration.ofSeconds(30));
        Throwable thrown = call.exceptionNow();
        return (Failure) (thrown instanceof Failure ? thrown : java.util.Objects.requireNonNull(thrown.getCause()));
    }
}
