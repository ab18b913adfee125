package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.transport.Transport;
import dev.wadi.connection.transport.TransportFields;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {

    private final Path folder;
    private final CalledServer api = new CalledServer();
    private final Problems problems = new Problems();
    private final List<Path> watched = new ArrayList<>();

    TlsTest(@TempDir Path folder) {
        this.folder = folder;
        Certificates certificates = new Certificates(folder);
        certificates.make("server", "dns:api.example.com");
        certificates.make("client");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() throws IOException {
        Failure failure = failure("api.example.com", serve(ClientAuth.NONE, Set.of()), "{}");

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(failure).hasMessageContaining("failed before it was sent");
    }

    @Test
    void the_authority_of_a_file_is_taken() throws IOException {
        int port = serve(ClientAuth.NONE, Set.of());

        for (String tls : List.of(
                "{ ca_file: server.pem }",
                "{ trust_store: server.p12, trust_store_password: changeit }",
                "{ ca_file: server.pem, versions: [TLSv1.3] }")) {
            assertThat(status("api.example.com", port, tls)).isEqualTo(200);
        }
        assertThat(watched).contains(folder.resolve("server.pem"), folder.resolve("server.p12"));
    }

    @Test
    void the_certificate_of_another_host_is_refused_unless_that_is_allowed() throws IOException {
        int port = serve(ClientAuth.NONE, Set.of());

        assertThat(failure("other.example.com", port, "{ ca_file: server.pem }"))
                .hasMessageContaining("failed before it was sent");
        assertThat(status("other.example.com", port, "{ ca_file: server.pem, verify_host: false }"))
                .isEqualTo(200);
    }

    @Test
    void a_server_that_asks_is_shown_a_certificate() throws IOException {
        int port = serve(ClientAuth.REQUIRED, Set.of());

        assertThat(failure("api.example.com", port, "{ ca_file: server.pem }").family())
                .isEqualTo(FailureFamily.TRANSIENT);
        for (String identity : List.of(
                "client_cert: client.pem, client_key: client.key",
                "key_store: client.p12, key_store_password: changeit")) {
            assertThat(status("api.example.com", port, "{ ca_file: server.pem, " + identity + " }"))
                    .isEqualTo(200);
        }
    }

    @Test
    void a_server_with_another_version_is_refused() throws IOException {
        int port = serve(ClientAuth.NONE, Set.of("TLSv1.2"));

        assertThat(failure("api.example.com", port, "{ ca_file: server.pem, versions: [TLSv1.3] }"))
                .hasMessageContaining("failed before it was sent");
    }

    @Test
    void each_mistake_is_reported_with_its_place() throws IOException {
        Files.writeString(folder.resolve("text.pem"), "no certificate");
        Files.writeString(
                folder.resolve("old.key"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----");
        read("""
                {
                  ca_file: missing.pem,
                  trust_store: server.p12, trust_store_password: wr0ng,
                  client_cert: text.pem,
                  client_key: old.key,
                  versions: [SSLv3],
                  verify_hosts: true
                }
                """);

        assertThat(problems.found())
                .extracting(problem ->
                        problem.toString().replaceFirst("^[^:]*", "api.yaml").replace(folder + "", "."))
                .containsExactlyInAnyOrder(
                        "api.yaml:3: ca_file names no file: 'missing.pem' was not found in .",
                        "api.yaml:4: trust_store can't be used: 'server.p12' is no key store that this password opens."
                                + " Possible: PKCS12, JKS (IOException)",
                        "api.yaml:5: client_cert can't be used: 'text.pem' holds no certificate. Possible: PEM, from"
                                + " -----BEGIN CERTIFICATE----- on (CertificateException)",
                        "api.yaml:6: client_key can't be used: 'old.key' holds a key of the form 'EC PRIVATE KEY'."
                                + " Possible: PRIVATE KEY, as 'openssl pkcs8 -topk8 -nocrypt' makes it",
                        "api.yaml:7: versions must be a list of TLS versions, but was [SSLv3]. Possible: TLSv1.2,"
                                + " TLSv1.3",
                        "api.yaml:8: unknown field 'verify_hosts'. Did you mean 'verify_host'?");
    }

    /** What a reload compares: the same files, read twice, are no change; a renewed certificate is one. */
    @Test
    void what_is_read_twice_is_equal_and_shows_no_key() throws IOException {
        String tls = "{ ca_file: server.pem, client_cert: client.pem, client_key: client.key }";

        assertThat(read(tls)).isEqualTo(read(tls)).isNotEqualTo(read("{ ca_file: client.pem }"));
        assertThat(read(tls).toString()).contains("CN=client").doesNotContain("PrivateKey", "private");
    }

    private int serve(ClientAuth clients, Set<String> versions) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(pfx("server.p12"))
                .setTrustOptions(pfx("client.p12"))
                .setClientAuth(clients);
        if (!versions.isEmpty()) {
            options.setEnabledSecureTransportProtocols(versions);
        }
        return api.vertx
                .createHttpServer(options)
                .requestHandler(request -> request.response().end("{}"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private PfxOptions pfx(String file) {
        return new PfxOptions().setPath(folder.resolve(file).toString()).setPassword(Certificates.PASSWORD);
    }

    private int status(String host, int port, String tls) throws IOException {
        return CalledServer.call(client(host, port, tls), CalledServer.get("/a"))
                .status();
    }

    private Failure failure(String host, int port, String tls) throws IOException {
        return CalledServer.failureOf(client(host, port, tls), CalledServer.get("/a"));
    }

    private ConnectionClient client(String host, int port, String tls) throws IOException {
        Transport transport = read(tls).withAllowPrivate(true);
        problems.throwIfAny();
        ConnectionConfig config = CalledServer.config(
                        URI.create("https://" + host + ':' + port), Authentication.none(), Map.of())
                .withTransport(transport);
        return api.client(config, name -> List.of(InetAddress.getLoopbackAddress()));
    }

    private Transport read(String tls) throws IOException {
        Path file = Files.writeString(folder.resolve("api.yaml"), "base_url: https://a.example.com\ntls: " + tls);
        return new TransportFields(YamlFile.read(file, Variables.of(Map.of()), problems), folder, watched::add).read();
    }

    /** They used to be found out by whoever opened the connection, without a place. */
    @Test
    void certificates_that_are_no_chain_and_a_damaged_key_are_reported_with_their_place() throws IOException {
        Files.writeString(
                folder.resolve("twice.pem"),
                Files.readString(folder.resolve("client.pem")).repeat(2));
        Files.writeString(folder.resolve("damaged.key"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");

        read("{ client_cert: twice.pem, client_key: client.key }");
        read("{ client_cert: client.pem, client_key: damaged.key }");

        assertThat(problems.found())
                .extracting(problem -> problem.toString().replaceFirst("^[^:]*", "api.yaml"))
                .containsExactly(
                        "api.yaml:2: client_cert can't be used: its certificates are no chain. Possible: the key's own"
                                + " first, then each issuer's, none twice",
                        "api.yaml:2: client_key can't be used: 'damaged.key' holds a key that is damaged: it is no"
                                + " base64 (IllegalArgumentException)");
    }
}
