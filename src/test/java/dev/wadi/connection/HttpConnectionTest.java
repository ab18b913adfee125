package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpConnectionTest {

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void sends_method_path_headers_and_body() {
        api.server.answers(200, "{\"ok\":true}");
        ConnectionConfig config = CalledServer.config(
                api.server.url().resolve("/v1"),
                new Authentication.Token(Authentication.Scheme.BEARER, new Secret("t0k3n")),
                Map.of("X-From", "connection", "X-Call", "connection", "Authorization", "connection"));

        ConnectionResponse response = CalledServer.call(
                api.client(config),
                new ConnectionRequest(
                        "PUT",
                        "/tasks/7?full=true",
                        Map.of("x-call", "call", "authorization", "call", "Host", "evil.example"),
                        "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "key-1"));

        assertThat(response.text()).isEqualTo("{\"ok\":true}");
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        ScriptedServer.Received received = api.server.received().getFirst();
        assertThat(received.method()).isEqualTo("PUT");
        assertThat(received.uri()).isEqualTo("/v1/tasks/7?full=true");
        assertThat(received.body()).isEqualTo("{\"a\":1}");
        assertThat(received.headers())
                .containsEntry("x-from", "connection")
                .containsEntry("x-call", "call")
                .containsEntry("authorization", "Bearer t0k3n")
                .containsEntry("idempotency-key", "key-1")
                .containsEntry("host", "127.0.0.1:" + api.server.port());
    }

    @Test
    void one_caller_may_be_less_patient_than_the_connection() {
        api.server.isSilent().isSilent();
        ConnectionClient client = api.client().with(new CallOptions(true, Duration.ofMillis(50), 2));

        Failure failure = CalledServer.failureOf(client, CalledServer.get("/a"));

        assertThat(failure)
                .hasMessage("connection api: GET " + api.server.url() + "/a timed out after 50 ms")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 2);
    }

    /**
     * An answer that came at once used to be lost now and then: its handlers were set on the caller's thread, after the
     * event loop had delivered it, and the call timed out.
     */
    @Test
    void makes_many_calls_from_many_threads_over_few_connections() {
        api.server.answers(200, "{}");
        ConnectionClient client = api.client();
        Executor completions = Executors.newVirtualThreadPerTaskExecutor();

        CompletionStage<?> chain = CompletableFuture.completedStage(null);
        for (int i = 0; i < 200; i++) {
            chain = chain.thenComposeAsync(earlier -> client.call(CalledServer.post(null)), completions);
        }
        chain.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(api.server.received()).hasSize(200);
    }

    @Test
    void tries_again_after_503() {
        api.server.answers(503, "").answers(503, "").answers(200, "{}");

        assertThat(CalledServer.call(api.client(), CalledServer.get("/a")).status())
                .isEqualTo(200);
        assertThat(api.server.received()).hasSize(3);
    }

    @Test
    void gives_up_as_transient_after_all_attempts() {
        api.server.answers(503, "busy");

        Failure failure = CalledServer.failureOf(api.client(), CalledServer.get("/a?token=hidden"));

        assertThat(failure)
                .hasMessage("connection api: GET " + api.server.url() + "/a answered 503: busy")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 3);
    }

    @Test
    void waits_as_the_server_asks_within_the_limit() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        api.server
                .answers(429, "", Map.of("Retry-After", "3600"))
                .answers(429, "", Map.of("Retry-After", date))
                .answers(200, "{}");

        assertThat(CalledServer.call(api.client(), CalledServer.get("/a")).status())
                .isEqualTo(200);
    }

    @Test
    void tries_again_after_a_connection_was_reset() {
        api.server.hangsUp().answers(200, "{}");

        assertThat(CalledServer.call(api.client(), CalledServer.get("/a")).status())
                .isEqualTo(200);
    }

    @Test
    void does_not_repeat_a_post_that_may_have_been_sent() {
        api.server.hangsUp().answers(200, "{}");

        Failure failure = CalledServer.failureOf(api.client(), CalledServer.post(null));

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(api.server.received()).hasSize(1);
    }

    @Test
    void repeats_a_post_with_an_idempotency_key() {
        api.server.hangsUp().answers(503, "").answers(200, "{}");

        assertThat(CalledServer.call(api.client(), CalledServer.post("key-7")).status())
                .isEqualTo(200);
        assertThat(api.server.received())
                .extracting(received -> received.headers().get("idempotency-key"))
                .containsExactly("key-7", "key-7", "key-7");
    }

    /** What no HTTP client takes used to vanish on its way, and the call never ended. */
    @Test
    void a_request_that_cannot_be_made_fails_the_call() {
        for (String method : List.of("", "NO METHOD")) {
            Failure failure = CalledServer.failureOf(api.client(), ConnectionRequest.withoutBody(method, "/a"));
            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        }
        Failure failure = CalledServer.failureOf(api.client(), CalledServer.post("line\nbreak"));
        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(api.server.received()).isEmpty();
    }

    @Test
    void times_out_each_attempt() {
        api.server.isSilent().answers(200, "{}");

        assertThat(CalledServer.call(
                                api.client(api.with(CalledServer.QUICK, Duration.ofMillis(200))),
                                CalledServer.get("/a"))
                        .status())
                .isEqualTo(200);
        assertThat(api.server.received()).hasSize(2);
    }

    @Test
    void reports_a_timeout_as_transient() {
        api.server.isSilent();

        assertThat(CalledServer.failureOf(
                        api.client(api.with(CalledServer.QUICK, Duration.ofMillis(50))), CalledServer.post(null)))
                .hasMessage("connection api: POST " + api.server.url() + "/a timed out after 50 ms")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void a_refused_connection_is_tried_again_even_for_a_post() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        ConnectionConfig config =
                CalledServer.config(URI.create("http://127.0.0.1:" + free), Authentication.none(), Map.of());

        Failure failure = CalledServer.failureOf(api.client(config), CalledServer.post(null));

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(failure)
                .hasMessageStartingWith("connection api: POST http://127.0.0.1:" + free + "/a failed before");
    }

    @Test
    void a_404_is_the_payloads_fault() {
        api.server.answers(404, "x".repeat(500));

        Failure failure = CalledServer.failureOf(api.client(), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessage("connection api: GET " + api.server.url() + "/a answered 404: " + "x".repeat(200));
        assertThat(api.server.received()).hasSize(1);
    }

    @Test
    void a_401_is_the_credentials_fault_and_never_shows_them() {
        api.server.answers(401, "bad token t0k3n");
        Authentication authentication = new Authentication.Token(Authentication.Scheme.API_KEY, new Secret("t0k3n"));

        Failure failure = CalledServer.failureOf(
                api.client(CalledServer.config(api.server.url(), authentication, Map.of())), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.AUTH);
        assertThat(failure).hasMessageEndingWith("answered 401: bad token ***");
    }

    @Test
    void refuses_a_huge_answer() {
        api.server.answers(Buffer.buffer(new byte[16 * 1024 * 1024 + 1]));

        Failure failure = CalledServer.failureOf(api.client(), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessageContaining("with more than 16777216 bytes");
    }

    @Test
    void a_header_with_a_line_break_is_the_payloads_fault() {
        Failure failure = CalledServer.failureOf(
                api.client(), ConnectionRequest.withoutBody("GET", "/a", Map.of("X-A", "b\r\nX-C: d")));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(api.server.received()).isEmpty();
    }

    /** A call that waited for its next attempt when the connection was closed used to wait for ever. */
    @Test
    void closing_ends_a_call_that_waits_for_its_next_attempt() {
        api.server.answers(429, "", Map.of("Retry-After", "3600"));
        RetryPolicy slow = new RetryPolicy(2, Duration.ofDays(1), Duration.ofDays(1));
        CompletableFuture<ConnectionResponse> waiting = api.client(api.with(slow, Duration.ofSeconds(5)))
                .call(CalledServer.get("/a"))
                .toCompletableFuture();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> api.server.received().size() == 1);

        api.close();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(Failure.class)
                .extracting(FailureFamily::of)
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    /** Vert.x has no timer of less than a millisecond, and none of 300 million years: nobody was ever told. */
    @Test
    void whatever_the_timeout_the_call_ends() {
        api.server.isSilent();
        ConnectionClient client = api.client();

        assertThat(CalledServer.failureOf(
                        client.with(new CallOptions(true, Duration.ofNanos(1), 1)), CalledServer.post(null)))
                .hasMessageEndingWith("timed out after 1 ms");
        assertThat(CalledServer.failureOf(
                                client.with(new CallOptions(true, Duration.ofSeconds(Long.MAX_VALUE), 1)),
                                CalledServer.post(null))
                        .family())
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    /** An answer that repeats the key was cut first: half of it was left. */
    @Test
    void a_credential_across_the_end_of_what_is_shown_is_hidden() {
        String key = "k3y-0123456789-0123456789-0123456789-abc";
        api.server.answers(400, "x".repeat(165) + key + "y".repeat(500));
        Authentication authentication = new Authentication.Token(Authentication.Scheme.API_KEY, new Secret(key));

        Failure failure = CalledServer.failureOf(
                api.client(CalledServer.config(api.server.url(), authentication, Map.of())), CalledServer.get("/a"));

        assertThat(failure).hasMessageEndingWith("answered 400: " + "x".repeat(165) + "***" + "y".repeat(32));
    }

    /** A webhook's connection may make room for others just then. */
    @Test
    void a_connection_that_was_let_go_a_moment_ago_makes_the_call_still() {
        api.server.answers(200, "{}");
        api.client();
        ConnectionClient client = api.connections().get("api", "test");

        ((NamedConnection) client).retire();

        assertThat(CalledServer.call(client, CalledServer.post(null)).status()).isEqualTo(200);
        assertThat(((NamedConnection) client).isOver()).isTrue();
    }
}
