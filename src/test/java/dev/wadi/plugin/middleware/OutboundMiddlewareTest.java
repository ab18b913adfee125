package dev.wadi.plugin.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.ScriptedServer;
import dev.wadi.fake.FakeMiddleware;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Middleware around the calls of a connection, over real HTTP. */
class OutboundMiddlewareTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private final Vertx vertx = Vertx.vertx();
    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MiddlewareChain chain = new MiddlewareChain(
            new ExtensionHub(threads.executor(), meters), threads.passage(Duration.ofSeconds(10), meters));
    private final List<HttpRequest> seen = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ConfiguredConnections connections;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("api.yaml"), """
                base_url: %s/v1
                auth_type: bearer
                auth_token: t0p-secret
                headers: { X-Api-Key: k3y-secret, X-Tenant: claims }
                allow_private: true
                max_retries: 3
                retry_backoff_base: 0.01
                success_on: [2xx, 409]
                drop_on: [410]
                """.formatted(server.url()));
        Problems problems = new Problems();
        connections = ConfiguredConnections.load(List.of(folder), Variables.of(Map.of()), problems, vertx, true);
        problems.throwIfAny();
        connections.intercept(new OutboundMiddleware(chain, threads.executor()));
    }

    @AfterEach
    void close() {
        connections.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
        threads.close();
    }

    private void bind(FakeMiddleware.Work work) {
        chain.bind(
                new FakeMiddleware("tracing", 1, (request, next) -> {
                    seen.add(request);
                    return work.process(request, next);
                }),
                new Ownership("tracing"));
    }

    private CompletableFuture<ConnectionResponse> call(String... headers) {
        Map<String, String> of = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
        return connections
                .get("api", "test")
                .call(new ConnectionRequest("POST", "/tasks", of, "{}".getBytes(StandardCharsets.UTF_8), "key-7"))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private Map<String, String> received() {
        return server.received().getLast().headers();
    }

    @Test
    void what_middleware_adds_goes_over_the_wire_and_back() {
        bind((request, next) -> next.proceed(request.withHeader("traceparent", "00-1"))
                .thenApply(answer -> answer.withHeader("X-Seen", answer.text())));
        server.answers(200, "{\"id\":1}");

        assertThat(call("X-Call", "mine").join().headers()).containsEntry("x-seen", "{\"id\":1}");
        assertThat(received())
                .containsEntry("traceparent", "00-1")
                .containsEntry("x-call", "mine")
                .containsEntry("x-tenant", "claims")
                .containsEntry("idempotency-key", "key-7");
        assertThat(server.received().getLast()).satisfies(request -> {
            assertThat(request.method() + ' ' + request.uri()).isEqualTo("POST /v1/tasks");
            assertThat(request.body()).isEqualTo("{}");
        });
    }

    @Test
    void credentials_are_neither_shown_nor_replaced() {
        bind((request, next) -> next.proceed(request.withHeader("Authorization", "Bearer mine")
                .withHeader("cookie", "b")
                .withHeader("Idempotency-Key", "other")
                .withHeader("Host", "elsewhere.example")
                .withHeader("CamelHttpUri", "http://elsewhere.example")
                .withHeader("kafka.OVERRIDE_TOPIC", "elsewhere")));
        server.answers(200, "{}");

        call("Cookie", "a=s3cret").join();

        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.headers()).isEmpty();
            assertThat(request.target()).isEqualTo("api");
            assertThat(request.path()).isEqualTo("/tasks");
            assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        });
        assertThat(received())
                .containsEntry("authorization", "Bearer t0p-secret")
                .containsEntry("x-api-key", "k3y-secret")
                .containsEntry("cookie", "a=s3cret")
                .containsEntry("idempotency-key", "key-7")
                .containsEntry("host", "127.0.0.1:" + server.port())
                .doesNotContainKeys("camelhttpuri", "kafka.override_topic");
    }

    @Test
    void a_call_passes_once_whatever_its_attempts() {
        bind((request, next) -> next.proceed(request));
        server.answers(503, "").answers(503, "").answers(200, "{}");

        assertThat(call().join().status()).isEqualTo(200);
        assertThat(server.received()).hasSize(3);
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_failure_of_the_call_stays_what_it_is() {
        bind((request, next) -> next.proceed(request));
        server.answers(404, "no such task");

        assertThat(call())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Failure.class)
                .withMessage("connection api: POST " + server.url() + "/v1/tasks answered 404: no such task");
    }

    @Test
    void middleware_may_answer_in_place_of_the_api() {
        bind((request, next) -> CompletableFuture.completedFuture(HttpAnswer.text(200, "from memory")));

        assertThat(call().join().text()).isEqualTo("from memory");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void an_answer_of_middleware_that_is_no_success_is_the_failure_that_it_would_be_of_the_api() {
        int[] status = {503};
        bind((request, next) -> CompletableFuture.completedFuture(HttpAnswer.text(status[0], "no")));

        assertThat(familyOf()).isEqualTo(FailureFamily.TRANSIENT);
        status[0] = 401;
        assertThat(familyOf()).isEqualTo(FailureFamily.AUTH);
        status[0] = 422;
        assertThat(familyOf()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(server.received()).isEmpty();
    }

    private FailureFamily familyOf() {
        CompletableFuture<ConnectionResponse> call = call();
        assertThat(call).failsWithin(Duration.ofSeconds(30));
        return FailureFamily.of(call.exceptionNow());
    }

    /** Whatever the middleware did, any status but 2xx used to be a failure as soon as there was one. */
    @Test
    void what_a_status_means_is_up_to_the_connection() {
        bind((request, next) -> next.proceed(request));
        server.answers(409, "is there already").answers(410, "gone");

        assertThat(call().join())
                .extracting(ConnectionResponse::status, ConnectionResponse::dropped)
                .containsExactly(409, false);
        assertThat(call().join())
                .extracting(ConnectionResponse::status, ConnectionResponse::dropped)
                .containsExactly(410, true);
    }
}
