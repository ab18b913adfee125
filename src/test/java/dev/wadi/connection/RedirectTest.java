package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.transport.Tls;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest {

    private final CalledServer api = new CalledServer();
    private final ScriptedServer elsewhere = new ScriptedServer();

    @AfterEach
    void close() {
        api.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_read_follows_within_its_origin_with_all_that_it_has(int status) {
        api.server.answers(status, "", Map.of("Location", "../b?c=1")).answers(200, "{\"d\":2}");

        ConnectionResponse response = CalledServer.call(
                client(3), new ConnectionRequest("GET", "/a/x", Map.of("X-Call", "1"), new byte[0], "key-1"));

        assertThat(response.text()).isEqualTo("{\"d\":2}");
        assertThat(api.server.received())
                .extracting(ScriptedServer.Received::uri)
                .containsExactly("/a/x", "/b?c=1");
        assertThat(api.server.received().getLast().headers())
                .containsEntry("authorization", "Bearer t0k3n")
                .containsEntry("cookie", "session=1")
                .containsEntry("idempotency-key", "key-1")
                .containsEntry("x-call", "1");
    }

    @Test
    void another_origin_gets_nothing_that_was_meant_for_the_first() {
        api.server.answers(302, "", Map.of("Location", elsewhere.url() + "/b"));
        elsewhere.answers(302, "", Map.of("Location", api.server.url() + "/c")).answers(200, "{}");
        api.server.answers(200, "{\"back\":true}");

        ConnectionResponse response = CalledServer.call(
                client(3), new ConnectionRequest("GET", "/a", Map.of("X-Call", "1"), new byte[0], "key-1"));

        assertThat(response.text()).isEqualTo("{\"back\":true}");
        assertThat(elsewhere.received().getFirst().headers())
                .containsOnlyKeys("host", "user-agent", "accept", "accept-encoding");
        assertThat(api.server.received().getLast().headers()) // nor does it get them back from there
                .containsOnlyKeys("host", "user-agent", "accept", "accept-encoding");
    }

    @Test
    void a_post_is_repeated_with_its_body_within_its_origin() {
        api.server.answers(307, "", Map.of("Location", "/b")).answers(200, "{}");

        CalledServer.call(client(1), CalledServer.post("key-1"));

        assertThat(api.server.received().getLast())
                .extracting(
                        ScriptedServer.Received::method, ScriptedServer.Received::uri, ScriptedServer.Received::body)
                .containsExactly("POST", "/b", "{}");
    }

    @Test
    void a_post_follows_no_other_redirect() {
        api.server
                .answers(302, "", Map.of("Location", "/b"))
                .answers(308, "", Map.of("Location", elsewhere.url() + "/b"));
        ConnectionClient client = client(1);

        assertThat(CalledServer.failureOf(client, CalledServer.post("key-1")))
                .hasMessageEndingWith(
                        "answered 302 (the redirect is not followed: a POST is redirected only by 307 and 308)");
        assertThat(CalledServer.failureOf(client, CalledServer.post("key-1")))
                .hasMessageEndingWith(
                        "answered 308 (the redirect is not followed: a POST is not redirected to another origin)");
        assertThat(elsewhere.received()).isEmpty();
    }

    @Test
    void the_number_of_redirects_is_limited() {
        api.server.answers(302, "", Map.of("Location", "/round"));

        Failure failure = CalledServer.failureOf(client(2), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessageEndingWith("answered 302 (the redirect is not followed: there were 2 before it, which is"
                        + " max_redirects)");
        assertThat(api.server.received()).hasSize(3);
    }

    @Test
    void each_hop_passes_the_gate() {
        api.server.answers(302, "", Map.of("Location", "http://inside.example.com:" + elsewhere.port() + "/b"));
        ConnectionConfig config = config(3);

        Failure failure = CalledServer.failureOf(
                api.client(
                        config,
                        host -> List.of(
                                host.equals("inside.example.com")
                                        ? InetAddress.getByName("169.254.169.254")
                                        : InetAddress.getLoopbackAddress())),
                CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessageEndingWith("inside.example.com leads to 169.254.169.254, which is a metadata or link-local"
                        + " address. Those are never called");
        assertThat(elsewhere.received()).isEmpty();
    }

    @Test
    void an_address_with_a_password_is_not_followed() {
        api.server
                .answers(302, "", Map.of("Location", "http://user:pw@127.0.0.1/"))
                .answers(302, "", Map.of("Location", "ftp://127.0.0.1/"))
                .answers(302, "", Map.of("Location", "/ /"));
        ConnectionClient client = client(3);

        assertThat(List.of(1, 2, 3))
                .map(i -> CalledServer.failureOf(client, CalledServer.get("/a")).getMessage())
                .map(message -> message.substring(message.indexOf("followed: ")))
                .containsExactly(
                        "followed: its Location holds a user or password)",
                        "followed: its Location is no http or https address)",
                        "followed: its Location is no address)");
    }

    private ConnectionClient client(int redirects) {
        return api.client(config(redirects));
    }

    private ConnectionConfig config(int redirects) {
        Authentication token = new Authentication.Token(Authentication.Scheme.BEARER, new Secret("t0k3n"));
        return CalledServer.config(api.server.url(), token, Map.of("Cookie", "session=1"))
                .withTransport(Transport.DEFAULT.withAllowPrivate(true).withAnswers(1_000, redirects));
    }

    @Test
    void another_origin_is_not_shown_what_tls_holds_for_the_first() {
        api.server.answers(302, "", Map.of("Location", elsewhere.url() + "/b"));
        Tls lax = new Tls(List.of(), null, false, Tls.DEFAULT.versions());
        ConnectionConfig config = config(3);

        Failure failure = CalledServer.failureOf(
                api.client(config.withTransport(config.transport().withTls(lax))), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessageEndingWith("(the redirect is not followed: it leads to another origin, which the settings of"
                        + " tls are not meant for)");
        assertThat(elsewhere.received()).isEmpty();
    }

    /** It used to wait for its timeout. */
    @Test
    void a_call_whose_own_address_is_no_uri_fails_at_once() {
        api.server.answers(302, "", Map.of("Location", "/b"));

        Failure failure = CalledServer.failureOf(client(3), CalledServer.get("/a|b"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessageEndingWith("followed: the call's own address is no URI)");
    }

    @Test
    void a_query_alone_stays_at_the_same_path() {
        api.server.answers(302, "", Map.of("Location", "?page=2")).answers(200, "{}");

        CalledServer.call(client(3), CalledServer.get("/a/x?page=1"));

        assertThat(api.server.received().getLast().uri()).isEqualTo("/a/x?page=2");
    }
}
