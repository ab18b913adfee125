package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.transport.Transport;
import dev.wadi.fake.CapturedLog;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls whose tokens are fetched with a client's credentials, against two real servers. */
final class FetchedTokenCallsTest {

    private static final String CANARY = "canary-s3cret";

    private final CalledServer api = new CalledServer();
    private final ScriptedServer office = new ScriptedServer();

    @AfterEach
    void close() {
        office.close();
        api.close();
    }

    private ConnectionConfig config(int attempts) {
        ConnectionConfig config = CalledServer.config(
                api.server.url(),
                new Authentication.ClientCredentials(
                        "wadi",
                        new Secret(CANARY),
                        office.url().resolve("/oauth2/token?tenant=7"),
                        Optional.of("tasks"),
                        Optional.empty(),
                        false,
                        "Authorization"),
                Map.of());
        RetryPolicy quick = CalledServer.QUICK;
        return config.withCalls(
                config.calls().withRetry(new RetryPolicy(attempts, quick.backoffBase(), quick.backoffMax())));
    }

    private ConnectionClient client() {
        return api.client(config(3));
    }

    private ScriptedServer officeGives(String token) {
        return office.answers(
                200, "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":3600}");
    }

    private List<String> carried() {
        return api.server.received().stream()
                .map(received -> received.headers().getOrDefault("authorization", "nothing"))
                .toList();
    }

    @Test
    void a_hundred_calls_at_once_make_one_request_for_a_token() {
        officeGives("t1");
        api.server.answers(200, "{}");
        ConnectionClient client = client();
        List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(client.call(CalledServer.post(null)).toCompletableFuture());
        }

        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(carried()).hasSize(100).containsOnly("Bearer t1");
        assertThat(office.received()).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /oauth2/token?tenant=7");
            assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=tasks");
            assertThat(asked.headers())
                    .containsEntry("content-type", "application/x-www-form-urlencoded")
                    .containsEntry("accept", "application/json")
                    .containsEntry(
                            "authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(("wadi:" + CANARY).getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** The server did nothing on 401: even a POST is repeated, and even where only one attempt is allowed. */
    @Test
    void a_refused_token_is_fetched_anew_once_and_the_call_repeated() {
        officeGives("t1");
        officeGives("t2");
        api.server.answers(401, "expired").answers(200, "{}");

        ConnectionResponse response = CalledServer.call(api.client(config(1)), CalledServer.post(null));

        assertThat(response.status()).isEqualTo(200);
        assertThat(carried()).containsExactly("Bearer t1", "Bearer t2");
        assertThat(office.received()).hasSize(2);
    }

    @Test
    void a_second_401_is_the_end_and_the_credentials_fault() {
        officeGives("t1");
        officeGives("t2");
        api.server.answers(401, "who is Bearer t2?");

        Failure failure = CalledServer.failureOf(client(), CalledServer.post("key"));

        assertThat(failure)
                .hasMessage("connection api: POST " + api.server.url() + "/a answered 401: who is Bearer ***?")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.AUTH, 1);
        assertThat(carried()).hasSize(2);
        assertThat(office.received()).hasSize(2);
    }

    @Test
    void calls_that_are_refused_together_fetch_one_new_token() {
        AtomicInteger given = new AtomicInteger();
        office.answers(request ->
                request.response().end("{\"access_token\":\"t" + given.incrementAndGet() + "\",\"expires_in\":3600}"));
        api.server.answers(request -> request.response()
                .setStatusCode("Bearer t1".equals(request.getHeader("Authorization")) ? 401 : 200)
                .end("{}"));
        ConnectionClient client = client();
        List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(client.call(CalledServer.post(null)).toCompletableFuture());
        }

        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(given).hasValue(2);
    }

    @Test
    void a_403_is_no_question_of_the_token() {
        officeGives("t1");
        api.server.answers(403, "");

        assertThat(CalledServer.failureOf(client(), CalledServer.post(null)).family())
                .isEqualTo(FailureFamily.AUTH);
        assertThat(office.received()).hasSize(1);
    }

    @Test
    void an_office_that_is_down_is_asked_again_by_the_call_s_own_attempts() {
        office.answers(503, "").hangsUp();
        officeGives("t1");
        api.server.answers(200, "{}");

        assertThat(CalledServer.call(client(), CalledServer.post(null)).status())
                .isEqualTo(200);
        assertThat(office.received()).hasSize(3);
    }

    @Test
    void an_office_that_stays_down_is_a_transient_failure() {
        office.answers(503, "busy");

        Failure failure = CalledServer.failureOf(client(), CalledServer.post(null));

        assertThat(failure)
                .hasMessage("connection api: POST " + api.server.url() + "/a is not possible: no token: connection api"
                        + " (token): POST " + office.url() + "/oauth2/token answered 503: busy")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 3);
        assertThat(office.received()).hasSize(3);
        assertThat(api.server.received()).isEmpty();
    }

    @Test
    void an_office_that_refuses_is_the_credentials_fault_and_asked_once() {
        office.answers(400, "{\"error\":\"invalid_client\",\"secret\":\"" + CANARY + "\"}");

        Failure failure = CalledServer.failureOf(client(), CalledServer.post("key"));

        assertThat(failure)
                .hasMessageEndingWith("answered 400: {\"error\":\"invalid_client\",\"secret\":\"***\"}")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.AUTH);
        assertThat(office.received()).hasSize(1);
    }

    @Test
    void the_office_is_behind_the_same_gate() {
        ConnectionConfig config = config(3)
                .withTransport(Transport.DEFAULT)
                .withAuthentication(new Authentication.ClientCredentials(
                        "wadi",
                        new Secret(CANARY),
                        URI.create("http://login.example.com:" + office.port() + "/token"),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        "Authorization"));

        Failure failure = CalledServer.failureOf(
                api.client(config, host -> List.of(InetAddress.getLoopbackAddress())), CalledServer.post(null));

        assertThat(failure)
                .hasMessageContaining("login.example.com leads to 127.0.0.1, which is not a public address")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.AUTH);
        assertThat(office.received()).isEmpty();
    }

    @Test
    void a_redirect_of_the_office_is_not_followed_with_the_secret() {
        try (ScriptedServer thief = new ScriptedServer()) {
            office.answers(307, "", Map.of("Location", thief.url().toString()));

            assertThat(CalledServer.failureOf(client(), CalledServer.post(null)).family())
                    .isEqualTo(FailureFamily.AUTH);
            assertThat(thief.received()).isEmpty();
        }
    }

    @Test
    void plugins_around_calls_hear_nothing_of_the_request_for_a_token() {
        officeGives("t1");
        api.server.answers(200, "{}");
        ConnectionClient client = client();
        List<String> heard = new ArrayList<>();
        api.connections().intercept((connection, request, call) -> {
            heard.add(connection + " " + request.path() + " " + request.headers());
            return call.make(request);
        });

        CalledServer.call(client, CalledServer.post(null));

        assertThat(heard).containsExactly("api /a {}");
    }

    @Test
    void no_secret_is_logged_or_told() {
        try (CapturedLog log = new CapturedLog()) {
            office.answers(200, "{\"access_token\":\"" + CANARY + "-token\",\"expires_in\":3600}");
            api.server.answers(400, "you sent Bearer " + CANARY + "-token");

            Failure failure = CalledServer.failureOf(client(), CalledServer.post(null));

            assertThat(failure).hasMessageEndingWith("answered 400: you sent Bearer ***-token");
            assertThat(String.join("\n", log.lines()) + config(1)).doesNotContain(CANARY);
        }
    }
}
