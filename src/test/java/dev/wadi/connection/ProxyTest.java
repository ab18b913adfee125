package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.connection.transport.Proxy;
import dev.wadi.connection.transport.Tls;
import dev.wadi.connection.transport.Transport;
import dev.wadi.connection.transport.TransportFields;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProxyTest {

    private final CalledServer api = new CalledServer();
    private final Problems problems = new Problems();
    private final Path folder;

    ProxyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void a_tunnel_leads_to_the_checked_address_and_the_name_stays_that_of_the_certificate() throws IOException {
        int port = serveTls();
        TunnelProxy proxy = new TunnelProxy(api.vertx, port);
        Tls tls = read("base_url: https://a.example.com\ntls: { ca_file: server.pem }")
                .tls();

        ConnectionResponse response = CalledServer.call(
                client(
                        "https://api.example.com",
                        to(proxy, "wadi", new Secret("p4ss"), false).withTls(tls),
                        resolver("8.8.8.8")),
                CalledServer.get("/a"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(proxy.asked).containsExactly("CONNECT 8.8.8.8:443 Basic d2FkaTpwNHNz");
    }

    @Test
    void the_gate_stands_before_the_proxy() {
        TunnelProxy proxy = new TunnelProxy(api.vertx, api.server.port());

        Failure failure = CalledServer.failureOf(
                client("https://api.example.com", to(proxy, null, null, false), resolver("169.254.169.254")),
                CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(proxy.asked).isEmpty();
    }

    @Test
    void a_proxy_that_resolves_is_told_the_name() throws IOException {
        TunnelProxy proxy = new TunnelProxy(api.vertx, serveTls());
        Tls tls = read("base_url: https://a.example.com\ntls: { ca_file: server.pem }")
                .tls();
        HostResolver nobody = host -> {
            throw new UnknownHostException(host);
        };

        CalledServer.call(
                client("https://api.example.com", to(proxy, null, null, true).withTls(tls), nobody),
                CalledServer.get("/a"));
        CalledServer.call(
                client("http://api.example.com", to(proxy, null, null, true), nobody), CalledServer.get("/a"));

        assertThat(proxy.asked).containsExactly("CONNECT api.example.com:443", "GET http://api.example.com/a");
    }

    @Test
    void a_proxy_that_resolves_gets_no_literal_address_past_the_gate() {
        TunnelProxy proxy = new TunnelProxy(api.vertx, api.server.port());

        for (String host : List.of("169.254.169.254", "[::ffff:169.254.169.254]", "[fd00:ec2::254]")) {
            Failure failure = CalledServer.failureOf(
                    client("https://" + host, to(proxy, null, null, true), HostResolver.ofSystem()),
                    CalledServer.get("/a"));
            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        }
        assertThat(proxy.asked).isEmpty();
    }

    @Test
    void a_full_proxy_has_these_values_and_hides_its_password() throws IOException {
        Transport transport = read("""
                base_url: http://api.example.com
                proxy: { type: socks5, host: proxy.example.com, port: 1081, username: u, password: p4ss, resolves: true }
                """);

        assertThat(problems.found()).isEmpty();
        assertThat(transport.proxy())
                .isEqualTo(new Proxy(Proxy.Type.SOCKS5, "proxy.example.com", 1081, "u", new Secret("p4ss"), true));
        assertThat(transport.toString()).doesNotContain("p4ss");
        assertThat(read("base_url: https://a.example.com\nproxy: { host: proxy.example.com }")
                        .proxy())
                .isEqualTo(new Proxy(Proxy.Type.HTTP, "proxy.example.com", 3128, null, null, false));
    }

    @Test
    void each_mistake_is_reported_with_its_place() throws IOException {
        read("""
                base_url: http://api.example.com
                max_redirects: 21
                max_response_bytes: 0
                proxy: { type: ftp, port: 70000, password: x }
                """);

        assertThat(problems.found())
                .extracting(problem -> problem.toString().replaceFirst("^[^:]*", "api.yaml"))
                .containsExactlyInAnyOrder(
                        "api.yaml:2: max_redirects must be at most 20, but was 21",
                        "api.yaml:3: max_response_bytes must be at least 1, but was 0",
                        "api.yaml:4: type must be one of http, socks5, but was 'ftp'",
                        "api.yaml:4: the field 'host' is missing",
                        "api.yaml:4: port must be at most 65535, but was 70000",
                        "api.yaml:4: password needs a username",
                        "api.yaml:4: proxy: base_url is plain http, for which a proxy of the type http finds the"
                                + " address itself, past the egress check. Use https or the type socks5, or set"
                                + " resolves: true");
    }

    private int serveTls() {
        Path store = new Certificates(folder).make("server", "dns:api.example.com");
        return api.vertx
                .createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword(Certificates.PASSWORD)))
                .requestHandler(request -> request.response().end("{}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private ConnectionClient client(String url, Transport transport, HostResolver resolver) {
        return api.client(
                CalledServer.config(URI.create(url), Authentication.none(), Map.of())
                        .withTransport(transport),
                resolver);
    }

    private static HostResolver resolver(String address) {
        return host -> List.of(InetAddress.getByName(address));
    }

    private static Transport to(
            TunnelProxy proxy,
            @org.jspecify.annotations.Nullable String user,
            @org.jspecify.annotations.Nullable Secret password,
            boolean resolves) {
        return Transport.DEFAULT.withProxy(
                new Proxy(Proxy.Type.HTTP, "127.0.0.1", proxy.port(), user, password, resolves));
    }

    private Transport read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("api.yaml"), yaml);
        return new TransportFields(YamlFile.read(file, Variables.of(Map.of()), problems), folder, read -> {}).read();
    }

    /** A token's address, or an instance of a service, may be plain http where the connection's own address is not. */
    @Test
    void plain_http_never_goes_through_a_proxy_that_would_find_the_address() throws IOException {
        TunnelProxy proxy = new TunnelProxy(api.vertx, api.server.port());

        Failure failure = CalledServer.failureOf(
                client("http://api.example.com", to(proxy, null, null, false), resolver("8.8.8.8")),
                CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessageContaining("would pass by the egress check");
        assertThat(proxy.asked).isEmpty();

        read("""
                base_url: https://api.example.com
                oauth2_token_url: http://localhost/token
                proxy: { host: proxy.example.com }
                """);
        assertThat(problems.found()).singleElement().asString().contains("proxy: oauth2_token_url is plain http");
    }
}
