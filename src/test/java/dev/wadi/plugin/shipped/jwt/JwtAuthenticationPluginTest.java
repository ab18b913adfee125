package dev.wadi.plugin.shipped.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtAuthenticationPluginTest {

    private static final String SECRET = "jwt_secret: " + Tokens.SECRET + "\n";

    private final RecordingEnvironment environment = new RecordingEnvironment("jwt_authentication");
    private final PluginFolder folder;
    private final Path scratch;

    JwtAuthenticationPluginTest(@TempDir Path plugins, @TempDir Path scratch) {
        this.folder = new PluginFolder(plugins, "jwt_authentication");
        this.scratch = scratch;
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private JwtAuthenticationPlugin plugin(String config) {
        JwtAuthenticationPlugin plugin = (JwtAuthenticationPlugin) folder.load(config);
        plugin.onLoad(environment);
        return plugin;
    }

    private static HttpAnswer get(JwtAuthenticationPlugin plugin, String path, Map<String, String> headers) {
        HttpRequest request =
                new HttpRequest(HttpRequest.Side.INBOUND, "127.0.0.1:8080", "GET", path, headers, new byte[0]);
        return plugin.processRequest(
                        request, passed -> CompletableFuture.completedFuture(HttpAnswer.text(200, "let in")))
                .toCompletableFuture()
                .join();
    }

    private static HttpAnswer get(JwtAuthenticationPlugin plugin, String path) {
        return get(plugin, path, Map.of());
    }

    private static Map<String, String> bearer(Map<String, ?> claims) {
        return Map.of("authorization", "Bearer " + Tokens.hmac("HS256", Tokens.SECRET, claims));
    }

    private static Map<String, Object> good() {
        long now = Instant.now().getEpochSecond();
        return Map.of("sub", "u1", "iat", now, "exp", now + 600, "role", "reader");
    }

    /** The original made and checked tokens, but no request was ever refused. */
    @Test
    void a_request_without_a_token_does_not_get_in() {
        HttpAnswer answer = get(plugin(SECRET), "/api/x?token=canary");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).contains("Bearer realm=\"wadi\"");
        assertThat(environment.published()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("auth.failed");
            assertThat(event.data())
                    .isEqualTo(Map.of("method", "GET", "path", "/api/x", "status", 401, "reason", "a token is needed"));
        });
    }

    @Test
    void a_request_with_a_good_token_does() {
        assertThat(get(plugin(SECRET), "/api/x", bearer(good())).text()).isEqualTo("let in");
        assertThat(environment.published()).isEmpty();
    }

    /** The original let in anybody by the name admin with the password secret. */
    @Test
    void there_are_no_built_in_credentials() {
        String basic = Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = get(plugin(SECRET), "/x", Map.of("Authorization", "Basic " + basic));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"wadi\", error=\"invalid_token\"");
    }

    @Test
    void a_good_token_may_not_be_enough() {
        JwtAuthenticationPlugin plugin = plugin(SECRET + "required_claims: {role: [admin, writer]}");
        HttpAnswer answer = get(plugin, "/x", bearer(good()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo("the token lacks a value of role");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"wadi\", error=\"insufficient_scope\"");
    }

    @Test
    void public_paths_are_open_and_only_protected_ones_are_closed() {
        JwtAuthenticationPlugin plugin =
                plugin(SECRET + "protect: [/api/**]\npublic_paths: [/api/health, /api/*/public]");
        assertThat(get(plugin, "/other").status()).isEqualTo(200);
        assertThat(get(plugin, "/apis").status()).isEqualTo(200);
        assertThat(get(plugin, "/api").status()).isEqualTo(401);
        assertThat(get(plugin, "/api/health?full=true").status()).isEqualTo(200);
        assertThat(get(plugin, "/api/v1/public").status()).isEqualTo(200);
        assertThat(get(plugin, "/api/v1/x/public").status()).isEqualTo(401);
        assertThat(get(plugin, "/api/health/x").status()).isEqualTo(401);
    }

    @Test
    void no_way_of_writing_a_path_gets_around_it() {
        JwtAuthenticationPlugin plugin = plugin(SECRET + "protect: [/api/**]\npublic_paths: [/api/open/**]");
        for (String path : new String[] {
            "//api/x",
            "/open/../api/x",
            "/api/open/../x",
            "/api/open/%2e%2e/x",
            "/api/open/..%2fx",
            "/api/open/..;/x",
            "/%61pi/x",
            "/api/open\\..\\x",
            "/api/open/%252e%252e/x",
            "/api/%zz",
            "/api/open/./../x",
            "x/api/open/?a=://h/api/x",
            "x?a=://h/api/x",
            "*",
            "/api/open#/../x"
        }) {
            assertThat(get(plugin, path).status()).as(path).isEqualTo(401);
        }
    }

    /** A route answers with a slash at its end and without it. */
    @Test
    void a_slash_at_the_end_makes_no_difference() {
        JwtAuthenticationPlugin plugin = plugin(SECRET + "protect: [/orders, /api/*]");
        for (String path : new String[] {"/orders", "/orders/", "/api/x", "/api/x/"}) {
            assertThat(get(plugin, path).status()).as(path).isEqualTo(401);
        }
        assertThat(get(plugin, "/other/").status()).isEqualTo(200);
    }

    @Test
    void where_none_is_required_a_wrong_token_is_refused_all_the_same() {
        JwtAuthenticationPlugin plugin = plugin(SECRET + "require_auth: false");
        assertThat(get(plugin, "/x").status()).isEqualTo(200);
        assertThat(get(plugin, "/x", Map.of("Authorization", "Bearer a.b.c")).status())
                .isEqualTo(401);
    }

    @Test
    void guards_what_comes_in_and_refuses_when_it_fails() {
        JwtAuthenticationPlugin plugin = plugin(SECRET);
        assertThat(plugin.sides()).containsExactly(HttpRequest.Side.INBOUND);
        assertThat(plugin.refusesWhenFailing()).isTrue();
        assertThat(plugin.middlewarePriority()).isEqualTo(5);
    }

    @Test
    void checks_by_a_public_key_from_a_file() throws IOException {
        var rsa = Tokens.rsa(2048);
        Path pem = Files.writeString(scratch.resolve("key.pem"), Tokens.pem(rsa));
        JwtAuthenticationPlugin plugin = plugin("jwt_algorithm: RS256\npublic_key_file: " + pem);
        assertThat(get(
                                plugin,
                                "/x",
                                Map.of("Authorization", "Bearer " + Tokens.signed("RS256", rsa.getPrivate(), good())))
                        .status())
                .isEqualTo(200);
        var ec = Tokens.ec();
        Files.writeString(pem, Tokens.pem(ec));
        plugin = plugin("jwt_algorithm: es256\npublic_key_file: " + pem);
        assertThat(get(
                                plugin,
                                "/x",
                                Map.of("Authorization", "Bearer " + Tokens.signed("ES256", ec.getPrivate(), good())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_secret_is_needed_and_must_be_long_enough_and_never_shows() {
        assertThat(folder.problems("require_auth: true"))
                .containsExactly("2: authentication by JWT needs a secret. Possible: jwt_secret: ${JWT_SECRET}, of at"
                        + " least 32 bytes");
        assertThat(folder.problems("jwt_secret: canary"))
                .containsExactly("2: the secret for HS256 must be at least 32 bytes long, but is 6");
        assertThat(folder.problems("jwt_algorithm: HS512\njwt_secret: ${JWT_SECRET}"))
                .containsExactly("3: the secret for HS512 must be at least 64 bytes long, but is 32");
    }

    @Test
    void each_mistake_has_its_message() throws IOException {
        assertThat(folder.problems("jwt_algorithm: none\nprotect: all\nleeway: long"))
                .containsExactlyInAnyOrder(
                        "2: jwt_algorithm must be one of HS256, HS384, HS512, RS256, ES256, but was 'none'",
                        "3: protect must be a list of paths such as /api/**, but was 'all'",
                        "4: leeway must be a time such as 30s, 5m or 500ms, but was 'long'");
        assertThat(folder.problems("jwt_algorithm: RS256\njwt_secret: canary"))
                .containsExactlyInAnyOrder(
                        "3: jwt_secret is not used by RS256. Leave it out",
                        "2: RS256 needs the 'public_key_file', a PEM file with a public key");
        Path weak = Files.writeString(scratch.resolve("weak.pem"), Tokens.pem(Tokens.rsa(1024)));
        assertThat(folder.problems("jwt_algorithm: RS256\npublic_key_file: " + weak))
                .containsExactly("3: " + weak + ": RS256 needs a key of at least 2048 bits, ES256 one of P-256");
        assertThat(folder.problems("jwt_algorithm: ES256\npublic_key_file: " + weak))
                .containsExactly("3: " + weak + " holds no public key of type EC, which ES256 needs");
        assertThat(folder.problems("jwt_algorithm: ES256\npublic_key_file: " + scratch.resolve("absent")))
                .singleElement()
                .asString()
                .contains("can't be read");
    }
}
