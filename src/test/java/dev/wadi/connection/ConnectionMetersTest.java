package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.connection.status.StatusSet;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionMetersTest {

    private final CalledServer api = new CalledServer();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void attempts_are_counted_by_what_became_of_them() {
        api.server.answers(503, "").answers(200, "{}").answers(404, "").answers(410, "");
        StatusPolicy statuses = new StatusPolicy(StatusSet.of("2xx"), StatusSet.of("410"), StatusSet.of("5xx"));
        ConnectionConfig config = api.plain().withCalls(api.plain().calls().withStatuses(statuses));
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(config), api.vertx, true)) {
            connections.measure(registry);
            ConnectionClient client = connections.get("api", "test");

            CalledServer.call(client, CalledServer.get("/a/1"));
            CalledServer.failureOf(client, CalledServer.get("/a/2"));
            CalledServer.call(client, CalledServer.get("/a/3"));
            CalledServer.failureOf(client, CalledServer.post("line\nbreak"));

            assertThat(List.of("success", "transient", "payload", "dropped", "not_sent"))
                    .allSatisfy(outcome -> assertThat(registry.get("wadi.connection.attempts")
                                    .tags("connection", "api", "outcome", outcome)
                                    .timer()
                                    .count())
                            .as(outcome)
                            .isEqualTo(1));
            assertThat(registry.get("wadi.connection.retries").counter().count())
                    .isEqualTo(1);
        }
    }

    @Test
    void the_breakers_state_and_the_calls_under_way_show() {
        api.server.isSilent();
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(api.plain()), api.vertx, true)) {
            connections.measure(registry);
            Map<String, CircuitBreaker> breakers = connections.breakers();
            var call = connections.get("api", "test").call(CalledServer.get("/a"));

            assertThat(registry.get("wadi.connection.breaker.state").gauge().value())
                    .isZero();
            breakers.values().forEach(CircuitBreaker::transitionToOpenState);
            assertThat(registry.get("wadi.connection.breaker.state").gauge().value())
                    .isEqualTo(2);
            assertThat(registry.get("wadi.connection.calls.active").gauge().value())
                    .isEqualTo(1);
            assertThat(call.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void no_label_names_an_address() {
        api.server.answers(200, "{}");
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(), api.vertx, true)) {
            connections.measure(registry);
            CalledServer.call(connections.adHoc(api.server.url()), CalledServer.post(null));
        }

        assertThat(registry.getMeters()).map(Meter::getId).singleElement().satisfies(id -> assertThat(
                        id.getTag("connection"))
                .isEqualTo("by_url"));
    }
}
