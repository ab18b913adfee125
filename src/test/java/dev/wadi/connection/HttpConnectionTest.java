package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpConnectionTest {

    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(2), Duration.ofMillis(20));

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = new ScriptedServer();
    private @Nullable ConfiguredConnections connections;

    @AfterEach
    void close() {
        if (connections != null) {
            connections.close();
        }
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sends_method_path_headers_and_body() {
        server.answers(200, "{\"ok\":true}");
        ConnectionConfig config = config(
                server.url().resolve("/v1"),
                new Authentication(Authentication.Type.BEARER, new Secret("t0k3n"), "Authorization"),
                Map.of("X-From", "connection", "X-Call", "connection", "Authorization", "connection"));

        ConnectionResponse response = call(
                client(config),
                new ConnectionRequest(
                        "PUT",
                        "/tasks/7?full=true",
                        Map.of("x-call", "call", "authorization", "call", "Host", "evil.example"),
                        "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "key-1"));

        assertThat(response.text()).isEqualTo("{\"ok\":true}");
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        ScriptedServer.Received received = server.received().getFirst();
        assertThat(received.method()).isEqualTo("PUT");
        assertThat(received.uri()).isEqualTo("/v1/tasks/7?full=true");
        assertThat(received.body()).isEqualTo("{\"a\":1}");
        assertThat(received.headers())
                .containsEntry("x-from", "connection")
                .containsEntry("x-call", "call")
                .containsEntry("authorization", "Bearer t0k3n")
                .containsEntry("idempotency-key", "key-1")
                .containsEntry("host", "127.0.0.1:" + server.port());
    }

    /**
     * An answer that came at once used to be lost now and then: its handlers were set on the caller's thread, after the
     * event loop had delivered it, and the call timed out.
     */
    @Test
    void makes_many_calls_from_many_threads_over_few_connections() {
        server.answers(200, "{}");
        ConnectionClient client = client();
        Executor completions = Executors.newVirtualThreadPerTaskExecutor();

        CompletionStage<?> chain = CompletableFuture.completedStage(null);
        for (int i = 0; i < 200; i++) {
            chain = chain.thenComposeAsync(earlier -> client.call(post(null)), completions);
        }
        chain.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(server.received()).hasSize(200);
    }

    @Test
    void tries_again_after_503() {
        server.answers(503, "").answers(503, "").answers(200, "{}");

        assertThat(call(client(), get("/a")).status()).isEqualTo(200);
        assertThat(server.received()).hasSize(3);
    }

    @Test
    void gives_up_as_transient_after_all_attempts() {
        server.answers(503, "busy");

        Failure failure = failureOf(client(), get("/a?token=hidden"));

        assertThat(failure)
                .hasMessage("connection api: GET " + server.url() + "/a answered 503: busy")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 3);
    }

    @Test
    void waits_as_the_server_asks_within_the_limit() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        server.answers(429, "", Map.of("Retry-After", "3600"))
                .answers(429, "", Map.of("Retry-After", date))
                .answers(200, "{}");

        assertThat(call(client(), get("/a")).status()).isEqualTo(200);
    }

    @Test
    void tries_again_at_once_where_the_server_asks_for_that() {
        server.answers(429, "", Map.of("Retry-After", "0")).answers(200, "{}");
        RetryPolicy slow = new RetryPolicy(2, Duration.ofDays(1), Duration.ofDays(1));

        assertThat(call(client(with(slow, Duration.ofSeconds(5))), get("/a")).status())
                .isEqualTo(200);
    }

    @Test
    void tries_again_after_a_connection_was_reset() {
        server.hangsUp().answers(200, "{}");

        assertThat(call(client(), get("/a")).status()).isEqualTo(200);
    }

    @Test
    void does_not_repeat_a_post_that_may_have_been_sent() {
        server.hangsUp().answers(200, "{}");

        Failure failure = failureOf(client(), post(null));

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void repeats_a_post_with_an_idempotency_key() {
        server.hangsUp().answers(503, "").answers(200, "{}");

        assertThat(call(client(), post("key-7")).status()).isEqualTo(200);
        assertThat(server.received())
                .extracting(received -> received.headers().get("idempotency-key"))
                .containsExactly("key-7", "key-7", "key-7");
    }

    @Test
    void times_out_each_attempt() {
        server.isSilent().answers(200, "{}");

        assertThat(call(client(with(QUICK, Duration.ofMillis(200))), get("/a")).status())
                .isEqualTo(200);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void reports_a_timeout_as_transient() {
        server.isSilent();

        assertThat(failureOf(client(with(QUICK, Duration.ofMillis(50))), post(null)))
                .hasMessage("connection api: POST " + server.url() + "/a timed out after 50 ms")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void a_refused_connection_is_tried_again_even_for_a_post() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        ConnectionConfig config = config(URI.create("http://127.0.0.1:" + free), Authentication.none(), Map.of());

        Failure failure = failureOf(client(config), post(null));

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(failure)
                .hasMessageStartingWith("connection api: POST http://127.0.0.1:" + free + "/a failed before");
    }

    @Test
    void a_404_is_the_payloads_fault() {
        server.answers(404, "x".repeat(500));

        Failure failure = failureOf(client(), get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessage("connection api: GET " + server.url() + "/a answered 404: " + "x".repeat(200));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void a_401_is_the_credentials_fault_and_never_shows_them() {
        server.answers(401, "bad token t0k3n");
        Authentication authentication =
                new Authentication(Authentication.Type.API_KEY, new Secret("t0k3n"), "X-API-Key");

        Failure failure = failureOf(client(config(server.url(), authentication, Map.of())), get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.AUTH);
        assertThat(failure).hasMessageEndingWith("answered 401: bad token ***");
    }

    @Test
    void does_not_follow_a_redirect() {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            server.answers(302, "", Map.of("Location", elsewhere.url() + "/stolen"));

            Failure failure = failureOf(client(), get("/a"));

            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(failure).hasMessageEndingWith("answered 302 (redirects are not followed)");
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void refuses_a_huge_answer() {
        server.answers(Buffer.buffer(new byte[HttpAttempt.MAX_BODY + 1]));

        Failure failure = failureOf(client(), get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessageContaining("with more than 16777216 bytes");
    }

    @Test
    void the_breaker_opens_and_lets_nothing_through() {
        server.answers(503, "");
        ConnectionClient client = client(withBreaker(Duration.ofMinutes(5)));
        failureOf(client, post(null));
        failureOf(client, post(null));

        Failure failure = failureOf(client, post(null));

        assertThat(failure)
                .hasMessage("connection api: POST " + server.url() + "/a was not tried: the circuit breaker is open")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.CIRCUIT_OPEN, 0);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void the_breaker_closes_by_itself_once_the_endpoint_is_back() {
        server.answers(503, "").answers(503, "").answers(200, "{}");
        ConnectionClient client = client(withBreaker(Duration.ofMillis(50)));
        failureOf(client, post(null));
        failureOf(client, post(null));
        CircuitBreaker breaker = breaker();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> breaker.getState() == CircuitBreaker.State.HALF_OPEN);

        call(client, post(null));
        call(client, post(null));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** An answer that blames the payload shows that the endpoint lives: half open can't be wedged by such answers. */
    @Test
    void permanent_errors_never_open_the_breaker_and_close_a_half_open_one() {
        server.answers(404, "");
        ConnectionClient client = client(withBreaker(Duration.ofMinutes(5)));
        for (int i = 0; i < 5; i++) {
            failureOf(client, post(null));
        }
        CircuitBreaker breaker = breaker();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        failureOf(client, post(null));
        failureOf(client, post(null));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void a_call_past_the_breaker_is_not_counted() {
        server.answers(503, "");
        ConnectionClient client = client(withBreaker(Duration.ofMinutes(5))).withoutCircuitBreaker();
        for (int i = 0; i < 4; i++) {
            assertThat(failureOf(client, post(null)).family()).isEqualTo(FailureFamily.TRANSIENT);
        }

        assertThat(breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void never_calls_a_metadata_address() {
        ConnectionConfig config = config(URI.create("http://169.254.169.254"), Authentication.none(), Map.of());

        Failure failure = failureOf(client(config), get("/latest/meta-data"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessage("connection api: GET http://169.254.169.254/latest/meta-data is not possible: "
                        + "169.254.169.254 is a metadata or link-local address. Those are never called");
    }

    @Test
    void refuses_a_name_that_leads_to_loopback() {
        ConnectionConfig config = config(
                        URI.create("http://api.example.com:" + server.port()), Authentication.none(), Map.of())
                .withAllowPrivate(false);

        Failure failure = failureOf(client(config, host -> List.of(InetAddress.getLoopbackAddress())), get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessageEndingWith("is not possible: api.example.com leads to 127.0.0.1, which is not a public"
                        + " address. To allow it, set allow_private: true");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void connects_to_the_checked_address_and_keeps_the_name() {
        server.answers(200, "{}");
        ConnectionConfig config =
                config(URI.create("http://api.example.com:" + server.port()), Authentication.none(), Map.of());

        call(client(config, host -> List.of(InetAddress.getLoopbackAddress())), get("/a"));

        assertThat(server.received().getFirst().headers()).containsEntry("host", "api.example.com:" + server.port());
    }

    @Test
    void a_name_that_nobody_knows_is_transient() {
        ConnectionConfig config = config(URI.create("http://nobody.invalid"), Authentication.none(), Map.of());

        Failure failure = failureOf(
                client(config, host -> {
                    throw new UnknownHostException(host);
                }),
                post(null));

        assertThat(failure)
                .hasMessage(
                        "connection api: POST http://nobody.invalid/a is not possible: the host nobody.invalid can't"
                                + " be resolved")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 3);
    }

    @Test
    void a_header_with_a_line_break_is_the_payloads_fault() {
        Failure failure = failureOf(client(), ConnectionRequest.withoutBody("GET", "/a", Map.of("X-A", "b\r\nX-C: d")));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void an_absolute_url_goes_through_the_same_gate() {
        ConfiguredConnections refusing = new ConfiguredConnections(List.of(), vertx, false);
        connections = refusing;

        Failure failure = failureOf(refusing.adHoc(server.url().resolve("/hook")), post(null));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(refusing.adHoc(server.url().resolve("/other")))
                .isSameAs(refusing.adHoc(server.url().resolve("/hook")));
    }

    private ConnectionClient client() {
        return client(config(server.url(), Authentication.none(), Map.of()));
    }

    private ConnectionClient client(ConnectionConfig config) {
        return client(config, HostResolver.ofSystem());
    }

    private ConnectionClient client(ConnectionConfig config, HostResolver resolver) {
        connections = new ConfiguredConnections(List.of(config), vertx, resolver, false);
        return connections.get("api", "test");
    }

    private CircuitBreaker breaker() {
        return requireNonNull(requireNonNull(connections).breakers().get("api"));
    }

    private static ConnectionConfig config(URI url, Authentication authentication, Map<String, String> headers) {
        return new ConnectionConfig(
                "api", url, authentication, Duration.ofSeconds(20), QUICK, BreakerPolicy.DEFAULT, headers, true, 8);
    }

    private ConnectionConfig with(RetryPolicy retry, Duration timeout) {
        return new ConnectionConfig(
                "api", server.url(), Authentication.none(), timeout, retry, BreakerPolicy.DEFAULT, Map.of(), true, 8);
    }

    private ConnectionConfig withBreaker(Duration openFor) {
        return new ConnectionConfig(
                "api",
                server.url(),
                Authentication.none(),
                Duration.ofSeconds(20),
                QUICK,
                new BreakerPolicy(50, 2, 2, openFor, 2),
                Map.of(),
                true,
                8);
    }

    private static ConnectionRequest get(String path) {
        return ConnectionRequest.withoutBody("GET", path);
    }

    private static ConnectionRequest post(@Nullable String idempotencyKey) {
        return new ConnectionRequest("POST", "/a", Map.of(), new byte[] {'{', '}'}, idempotencyKey);
    }

    private static ConnectionResponse call(ConnectionClient client, ConnectionRequest request) {
        return client.call(request)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static Failure failureOf(ConnectionClient client, ConnectionRequest request) {
        try {
            ConnectionResponse response = call(client, request);
            throw new AssertionError("must fail, but answered " + response.status());
        } catch (CompletionException e) {
            return (Failure) requireNonNull(e.getCause());
        }
    }
}
