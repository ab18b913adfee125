package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.auth.Signing;
import dev.wadi.secret.Redaction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields about credentials and signing: minimal, full, and each mistake. */
final class CredentialFieldsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Path home;

    CredentialFieldsTest(@TempDir Path home) {
        this.home = home;
    }

    private ReadConnections read(String text) throws IOException {
        Files.writeString(home.resolve("api.yaml"), "base_url: https://api.example.com\n" + text);
        Variables variables = Variables.of(Map.of("SECRET", "s3cr:et", "WHSEC", SECRET, "EMPTY", ""));
        return ConnectionFiles.read(
                new ConnectionSources(home, List.of(home.resolve("api.yaml")), List.of(), variables));
    }

    private Identity identity(String text) throws IOException {
        ReadConnections read = read(text);
        assertThat(read.problems()).isEmpty();
        assertThat(read.toString()).doesNotContain("s3cr").doesNotContain("MfKQ");
        return requireNonNull(read.configs().get("api")).identity();
    }

    private List<String> problems(String text) throws IOException {
        return read(text).problems().stream()
                .map(Problem::toString)
                .map(problem -> problem.substring(problem.indexOf("api.yaml")))
                .toList();
    }

    @Test
    void fetched_tokens_need_client_secret_and_url() throws IOException {
        assertThat(identity("""
                auth_type: oauth2
                oauth2_client_id: wadi
                oauth2_client_secret: ${SECRET}
                oauth2_token_url: https://login.example.com/token?v=2
                """).authentication())
                .isEqualTo(new Authentication.ClientCredentials(
                        "wadi",
                        new Secret("s3cr:et"),
                        URI.create("https://login.example.com/token?v=2"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        "Authorization"));
    }

    @Test
    void fetched_tokens_by_all_fields_and_the_later_original_s_name_of_the_secret() throws IOException {
        assertThat(identity("""
                auth_type: oauth2
                oauth2_client_id: wadi
                oauth2_client_credential: ${SECRET}
                oauth2_token_url: https://login.example.com/token
                oauth2_scope: a b
                oauth2_audience: https://api.example.com
                oauth2_client_auth: post
                auth_header: X-Token
                """).authentication())
                .isEqualTo(new Authentication.ClientCredentials(
                        "wadi",
                        new Secret("s3cr:et"),
                        URI.create("https://login.example.com/token"),
                        Optional.of("a b"),
                        Optional.of("https://api.example.com"),
                        true,
                        "X-Token"));
    }

    @Test
    void all_that_is_missing_is_said_at_once() throws IOException {
        assertThat(problems("auth_type: oauth2\n"))
                .containsExactly("api.yaml:2: auth_type oauth2 needs oauth2_client_id, oauth2_client_secret,"
                        + " oauth2_token_url");
        assertThat(problems("auth_type: oauth2\noauth2_client_id: a\noauth2_client_secret: ${EMPTY:-}\n"))
                .containsExactly("api.yaml:2: auth_type oauth2 needs oauth2_client_secret, oauth2_token_url");
    }

    @Test
    void fields_that_do_not_go_together_are_reported() throws IOException {
        assertThat(problems("auth_type: bearer\nauth_token: a\noauth2_scope: b\n"))
                .containsExactly("api.yaml:4: oauth2_scope needs auth_type: oauth2");
        assertThat(problems("auth_token_file: token\n"))
                .containsExactly("api.yaml:2: auth_token_file needs an auth_type. Possible: bearer, api_key, basic");
        assertThat(problems("""
                auth_type: oauth2
                auth_token: a
                oauth2_client_id: wadi
                oauth2_client_secret: b
                oauth2_client_credential: b
                oauth2_token_url: https://login.example.com/
                oauth2_client_auth: mtls
                """))
                .containsExactly(
                        "api.yaml:3: auth_token has no use here: auth_type oauth2 fetches its tokens",
                        "api.yaml:6: oauth2_client_credential and oauth2_client_secret are the same. Only one is"
                                + " possible",
                        "api.yaml:8: oauth2_client_auth must be one of basic, post, but was 'mtls'");
    }

    @Test
    void the_address_of_tokens_must_be_one_and_is_not_shown() throws IOException {
        for (String url :
                List.of("login.example.com", "ftp://a.b/c", "https://u:canary@a.b/", "https://a.b/#c", "h t")) {
            assertThat(problems("auth_type: oauth2\noauth2_client_id: a\noauth2_client_secret: b\noauth2_token_url: '"
                            + url + "'\n"))
                    .containsExactly("api.yaml:5: oauth2_token_url is no address. Possible:"
                            + " https://login.example.com/oauth2/token, without user and password");
        }
    }

    @Test
    void a_client_s_secret_over_plain_http_is_refused_beyond_loopback() throws IOException {
        String fields = "auth_type: oauth2\noauth2_client_id: a\noauth2_client_secret: b\noauth2_token_url: ";

        assertThat(problems(fields + "http://login.example.com/token\n"))
                .containsExactly("api.yaml:5: oauth2_token_url is plain http, and credentials would be readable on the"
                        + " way. Use https, or set allow_insecure: true");
        assertThat(problems(fields + "http://localhost:9/token\n")).isEmpty();
        assertThat(problems(fields + "http://login.example.com/token\nallow_insecure: true\n"))
                .isEmpty();
    }

    @Test
    void a_token_file_is_relative_to_the_project_and_its_white_space_does_not_count() throws IOException {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/token"), "\n  s3cr \n");

        assertThat(identity("auth_type: api_key\nauth_token_file: secrets/token\n"))
                .isEqualTo(Identity.of(new Authentication.Token(Authentication.Scheme.API_KEY, new Secret("s3cr"))));
        assertThat(read("auth_type: api_key\nauth_token_file: secrets/token\n").watched())
                .containsExactly(home.resolve("secrets/token"));
    }

    @Test
    void a_token_file_that_holds_none_is_reported_without_what_it_holds() throws IOException {
        assertThat(problems("auth_type: bearer\nauth_token_file: nowhere\n"))
                .containsExactly(
                        "api.yaml:3: auth_token_file names no file. A path is relative to the project's folder");
        Files.writeString(home.resolve("empty"), " \n");
        assertThat(problems("auth_type: bearer\nauth_token_file: empty\n"))
                .containsExactly("api.yaml:3: auth_token_file names a file that is empty");
        Files.writeString(home.resolve("lines"), "canary\nX: 1");
        assertThat(problems("auth_type: bearer\nauth_token_file: lines\n"))
                .containsExactly("api.yaml:3: auth_token_file holds a line break or another control character");
        Files.write(home.resolve("binary"), new byte[] {(byte) 0xff, 0});
        assertThat(problems("auth_type: bearer\nauth_token_file: binary\n"))
                .containsExactly("api.yaml:3: auth_token_file names a file that is not UTF-8 text");
        Files.writeString(home.resolve("big"), "x".repeat(70_000));
        assertThat(problems("auth_type: bearer\nauth_token_file: big\n"))
                .containsExactly(
                        "api.yaml:3: auth_token_file names a file of more than 65536 bytes, which is no token");
        Files.writeString(home.resolve("token"), "a");
        assertThat(problems("auth_type: bearer\nauth_token: a\nauth_token_file: token\n"))
                .containsExactly("api.yaml:4: auth_token and auth_token_file are both there. Only one is possible");
    }

    /** In the original, {@code auth_type: bearer} in YAML left the header null, and basic never had one. */
    @Test
    void every_type_has_a_header_of_its_own() throws IOException {
        Map<String, String> headers = Map.of(
                "bearer", "Authorization=Bearer s3cr:et",
                "basic", "Authorization=Basic s3cr:et",
                "api_key", "X-API-Key=s3cr:et");
        for (Map.Entry<String, String> entry : headers.entrySet()) {
            Authentication authentication = identity("auth_type: " + entry.getKey() + "\nauth_token: ${SECRET}\n")
                    .authentication();
            var proof = ((Authentication.Token) authentication).proof();
            assertThat(proof.header() + "=" + proof.value()).isEqualTo(entry.getValue());
        }
    }

    @Test
    void signing_has_a_secret_and_may_have_the_one_before() throws IOException {
        assertThat(identity("signing: { secret: '${WHSEC}' }\n").signing())
                .contains(new Signing(new Secret(SECRET), Optional.empty()));
        assertThat(identity("signing: { secret: '${WHSEC}', previous_secret: '${EMPTY:-}' }\n")
                        .signing())
                .contains(new Signing(new Secret(SECRET), Optional.empty()));
        String other = Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.UTF_8));
        assertThat(identity("signing: { secret: '${WHSEC}', previous_secret: " + other + " }\n")
                        .signing())
                .contains(new Signing(new Secret(SECRET), Optional.of(new Secret(other))));
    }

    @Test
    void each_mistake_of_signing_is_reported_without_the_secret() throws IOException {
        assertThat(problems("signing: {}\n")).containsExactly("api.yaml:2: signing needs a secret");
        assertThat(problems("signing:\n  secret: canary\n  previous_secret: whsec_Y2FuYXJ5\n  secrets: a\n"))
                .containsExactly(
                        "api.yaml:5: unknown field 'secrets'. Did you mean 'secret'?",
                        "api.yaml:4: previous_secret must be whsec_ and base64 of 24 to 64 bytes",
                        "api.yaml:3: secret must be whsec_ and base64 of 24 to 64 bytes");
        assertThat(problems("signing: { secret: '${NOT_SET}' }\n"))
                .singleElement()
                .asString()
                .startsWith("api.yaml:2: the variable 'NOT_SET' is not set");
    }

    /** The client's secret used to go over port 80. */
    @Test
    void https_is_https_in_whatever_case() throws IOException {
        String fields = "auth_type: oauth2\noauth2_client_id: a\noauth2_client_secret: b\noauth2_token_url: ";

        assertThat(identity(fields + "HTTPS://login.example.com/Token\n").authentication())
                .isInstanceOfSatisfying(Authentication.ClientCredentials.class, client -> assertThat(client.tokenUrl())
                        .hasToString("https://login.example.com/Token"));
        assertThat(problems(fields + "HTTP://login.example.com/token\n")).hasSize(1);
        assertThat(ConnectionConfig.of("api", URI.create("HTTPS://api.example.com"))
                        .address())
                .isEqualTo(new ServiceAddress("api.example.com", 443, true));
    }

    @Test
    void a_header_that_is_a_credential_by_its_name_goes_over_no_plain_http() throws IOException {
        for (String header :
                List.of("X-Auth-Token", "api-key", "Ocp-Apim-Subscription-Key", "X-Vault-Token", "Cookie")) {
            assertThat(readAll("base_url: http://api.example.com\nheaders: { " + header + ": '${SECRET}' }\n")
                            .problems())
                    .as(header)
                    .singleElement()
                    .asString()
                    .contains("base_url is plain http, and credentials would be readable on the way");
        }
        assertThat(readAll("base_url: http://api.example.com\nheaders: { X-Tenant: a }\n")
                        .problems())
                .isEmpty();
    }

    @Test
    void with_a_proxy_loopback_is_a_place_elsewhere() throws IOException {
        String proxy = "proxy: { host: proxy.example.com, resolves: true }\nauth_type: bearer\nauth_token: a\n";

        assertThat(readAll("base_url: http://127.0.0.1:8080\n" + proxy).problems())
                .singleElement()
                .asString()
                .contains("base_url is plain http");
    }

    @Test
    void a_secret_in_a_header_is_known_wherever_it_turns_up() throws IOException {
        ReadConnections read = read("headers: { X-Auth-Token: canary-in-a-header }\n");

        assertThat(Redaction.hide("answered canary-in-a-header")).isEqualTo("answered ***");
        assertThat(read.configs().values()).singleElement().satisfies(config -> assertThat(config.headers())
                .containsEntry("X-Auth-Token", "canary-in-a-header"));
    }

    private ReadConnections readAll(String text) throws IOException {
        Path file = Files.writeString(home.resolve("all.yaml"), text);
        return ConnectionFiles.read(
                new ConnectionSources(home, List.of(file), List.of(), Variables.of(Map.of("SECRET", "s3cr:et"))));
    }
}
