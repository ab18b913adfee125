package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EgressTest {

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void never_calls_a_metadata_address() {
        ConnectionConfig config =
                CalledServer.config(URI.create("http://169.254.169.254"), Authentication.none(), Map.of());

        Failure failure = CalledServer.failureOf(api.client(config), CalledServer.get("/latest/meta-data"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessage("connection api: GET http://169.254.169.254/latest/meta-data is not possible: "
                        + "169.254.169.254 is a metadata or link-local address. Those are never called");
    }

    @Test
    void refuses_a_name_that_leads_to_loopback() {
        ConnectionConfig config = CalledServer.config(
                        URI.create("http://api.example.com:" + api.server.port()), Authentication.none(), Map.of())
                .withTransport(Transport.DEFAULT);

        Failure failure = CalledServer.failureOf(
                api.client(config, host -> List.of(InetAddress.getLoopbackAddress())), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure)
                .hasMessageEndingWith("is not possible: api.example.com leads to 127.0.0.1, which is not a public"
                        + " address. To allow it, set allow_private: true");
        assertThat(api.server.received()).isEmpty();
    }

    @Test
    void connects_to_the_checked_address_and_keeps_the_name() {
        api.server.answers(200, "{}");
        ConnectionConfig config = CalledServer.config(
                URI.create("http://api.example.com:" + api.server.port()), Authentication.none(), Map.of());

        CalledServer.call(
                api.client(config, host -> List.of(InetAddress.getLoopbackAddress())), CalledServer.get("/a"));

        assertThat(api.server.received().getFirst().headers())
                .containsEntry("host", "api.example.com:" + api.server.port());
    }

    /** What was checked is what is called: a second answer of the name server changes nothing. */
    @Test
    void a_name_that_changes_its_mind_after_the_check_is_not_followed() {
        api.server.answers(200, "{}");
        AtomicInteger asked = new AtomicInteger();
        ConnectionConfig config = CalledServer.config(
                URI.create("http://rebinding.example.com:" + api.server.port()), Authentication.none(), Map.of());
        ConnectionClient client = api.client(
                config,
                host -> List.of(InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254")));

        CalledServer.call(client, CalledServer.get("/a"));
        CalledServer.call(client, CalledServer.get("/a"));

        assertThat(asked).hasValue(1);
        assertThat(api.server.received()).hasSize(2);
    }

    @Test
    void an_absolute_url_with_a_password_is_refused() {
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(), api.vertx, true)) {
            for (String url : List.of("http://user:pw@api.example.com/", "ftp://api.example.com/", "http:/a")) {
                assertThatThrownBy(() -> connections.adHoc(URI.create(url)))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("without user and password")
                        .hasMessageNotContaining("pw@");
            }
        }
    }

    @Test
    void an_absolute_url_of_a_metadata_address_is_never_called() {
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(), api.vertx, true)) {
            for (String url :
                    List.of("http://169.254.169.254/", "http://[::ffff:a9fe:a9fe]/", "http://[fd00:ec2::254]/")) {
                assertThat(CalledServer.failureOf(connections.adHoc(URI.create(url)), CalledServer.post(null)))
                        .hasMessageEndingWith("a metadata or link-local address. Those are never called");
            }
        }
    }

    @Test
    void a_name_that_nobody_knows_is_transient() {
        ConnectionConfig config =
                CalledServer.config(URI.create("http://nobody.invalid"), Authentication.none(), Map.of());

        Failure failure = CalledServer.failureOf(
                api.client(config, host -> {
                    throw new UnknownHostException(host);
                }),
                CalledServer.post(null));

        assertThat(failure)
                .hasMessage(
                        "connection api: POST http://nobody.invalid/a is not possible: the host nobody.invalid can't"
                                + " be resolved")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.TRANSIENT, 3);
    }

    @Test
    void an_absolute_url_goes_through_the_same_gate() {
        try (ConfiguredConnections refusing = new ConfiguredConnections(List.of(), api.vertx, false)) {
            ConnectionClient hook = refusing.adHoc(api.server.url().resolve("/hook"));

            Failure failure = CalledServer.failureOf(hook, CalledServer.post(null));

            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(refusing.adHoc(api.server.url().resolve("/other"))).isSameAs(hook);
        }
    }

    @Test
    void an_absolute_url_reaches_private_addresses_where_that_is_allowed() {
        try (ConfiguredConnections allowing = new ConfiguredConnections(List.of(), api.vertx, true)) {
            ConnectionClient hook = allowing.adHoc(api.server.url());

            assertThat(CalledServer.call(hook, CalledServer.post(null)).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void does_not_follow_a_redirect() {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            api.server.answers(302, "", Map.of("Location", elsewhere.url() + "/stolen"));

            Failure failure = CalledServer.failureOf(api.client(), CalledServer.get("/a"));

            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(failure).hasMessageEndingWith("answered 302 (redirects are not followed)");
            assertThat(elsewhere.received()).isEmpty();
        }
    }
}
