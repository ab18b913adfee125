package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Secret;
import dev.wadi.config.Variables;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.limit.CallRate;
import dev.wadi.connection.limit.ConcurrencyRange;
import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.connection.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionFilesTest {

    private final Problems problems = new Problems();
    private final Path folder;

    ConnectionFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_minimal_file_has_these_defaults() throws IOException {
        Map<String, ConnectionConfig> read = read("api.yaml", "base_url: https://api.example.com/v1/");

        assertThat(problems.found()).isEmpty();
        assertThat(read.get("api"))
                .isEqualTo(new ConnectionConfig(
                        "api",
                        URI.create("https://api.example.com/v1"),
                        Map.of(),
                        Identity.NONE,
                        new CallPolicy(
                                Duration.ofSeconds(30),
                                new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(60)),
                                new BreakerPolicy(50, 20, 10, Duration.ofSeconds(10), 3)),
                        Transport.DEFAULT));
    }

    @Test
    void a_full_file_has_these_values() throws IOException {
        Map<String, ConnectionConfig> read = read("api.yaml", """
                name: api
                base_url: http://10.0.0.7:8081
                auth_type: api_key
                auth_token: ${API_KEY}
                auth_header: X-Key
                timeout_seconds: 2.5
                max_retries: 5
                retry_backoff_base: 0.1
                retry_backoff_max: 9
                headers: { User-Agent: MyApp/1.0 }
                allow_private: true
                allow_insecure: true
                max_connections: 7
                circuit_breaker:
                  failure_rate_threshold: 25
                  sliding_window_size: 8
                  minimum_number_of_calls: 4
                  wait_seconds: 3
                  permitted_calls_in_half_open: 2
                """);

        assertThat(problems.found()).isEmpty();
        assertThat(read.get("api"))
                .isEqualTo(new ConnectionConfig(
                        "api",
                        URI.create("http://10.0.0.7:8081"),
                        Map.of("User-Agent", "MyApp/1.0"),
                        Identity.of(
                                new Authentication.Token(Authentication.Scheme.API_KEY, new Secret("s3cret"), "X-Key")),
                        new CallPolicy(
                                Duration.ofMillis(2500),
                                new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(9)),
                                new BreakerPolicy(25, 8, 4, Duration.ofSeconds(3), 2)),
                        Transport.DEFAULT.withAllowPrivate(true).withConnections(7, 10_000)));
        assertThat(read.toString()).doesNotContain("s3cret");
    }

    @Test
    void limits_and_statuses_have_these_values() throws IOException {
        Map<String, ConnectionConfig> read = read("api.yaml", """
                base_url: https://api.example.com
                drop_on: [410]
                rate_limit: { calls: 50, per_seconds: 2, max_wait_seconds: 5 }
                adaptive_concurrency: { min: 2, max: 40 }
                max_waiting: 9
                max_response_bytes: 1000
                max_redirects: 4
                circuit_breaker: { slow_call_seconds: 3, slow_call_rate_threshold: 80 }
                """);

        assertThat(problems.found()).isEmpty();
        ConnectionConfig config = requireNonNull(read.get("api"));
        assertThat(config.calls().rate()).isEqualTo(new CallRate(50, Duration.ofSeconds(2), Duration.ofSeconds(5)));
        assertThat(config.calls().concurrency()).isEqualTo(new ConcurrencyRange(2, 40));
        assertThat(config.calls().statuses().of(410)).isEqualTo(StatusPolicy.Meaning.DROP);
        assertThat(config.calls().breaker().slowCalls())
                .isEqualTo(new BreakerPolicy.SlowCalls(Duration.ofSeconds(3), 80));
        assertThat(config.transport())
                .isEqualTo(Transport.DEFAULT.withConnections(256, 9).withAnswers(1_000, 4));
    }

    @Test
    void each_mistake_of_limits_is_reported_with_its_place() throws IOException {
        read("api.yaml", """
                base_url: https://api.example.com
                rate_limit: { per_seconds: 0 }
                adaptive_concurrency: { min: 5, max: 4 }
                circuit_breaker: { slow_call_rate_threshold: 101 }
                """);

        assertThat(problems.found())
                .extracting(problem ->
                        problem.toString().substring(folder.toString().length() + 1))
                .containsExactlyInAnyOrder(
                        "api.yaml:2: rate_limit needs calls, the number that may start in per_seconds",
                        "api.yaml:2: per_seconds must be more than 0",
                        "api.yaml:3: max must be at least min, but was 4 with a min of 5",
                        "api.yaml:4: slow_call_rate_threshold needs slow_call_seconds");
    }

    @Test
    void the_header_of_the_credentials_follows_their_type() throws IOException {
        Map<String, ConnectionConfig> read = read("connections.yaml", """
                connections:
                  a: { base_url: "https://a.example.com", auth_type: bearer, auth_token: t }
                  b: { base_url: "https://b.example.com", auth_type: api_key, auth_token: t }
                  c: { base_url: "https://c.example.com", auth_type: basic, auth_token: dTpw }
                """);

        assertThat(List.of("a", "b", "c"))
                .map(name -> requireNonNull(read.get(name)).identity().authentication())
                .map(authentication -> ((Authentication.Token) authentication).proof())
                .map(proof -> proof.header() + ": " + proof.value())
                .containsExactly("Authorization: Bearer t", "X-API-Key: t", "Authorization: Basic dTpw");
    }

    @Test
    void the_connections_of_the_source_documents_load() throws IOException {
        Map<String, ConnectionConfig> read = read("connections.yaml", """
                connections:
                  external_api:
                    name: external_api              # Unique identifier
                    base_url: https://api.example.com  # Base URL (no trailing slash)
                    auth_type: bearer               # none | bearer | api_key | basic
                    auth_token: ${EXTERNAL_TOKEN}   # Token/key (supports env vars)
                    auth_header: Authorization      # Header name (auto-detected by default)
                    timeout_seconds: 30
                    max_retries: 3
                    retry_backoff_base: 2
                    retry_backoff_max: 60
                    headers:
                      User-Agent: MyApp/1.0
                      X-Custom: value
                  my_api:
                    name: my_api
                    base_url: https://api.example.com
                    auth_type: bearer
                    auth_token: ${EXTERNAL_TOKEN}
                """);

        assertThat(problems.found()).isEmpty();
        assertThat(read).containsOnlyKeys("external_api", "my_api");
    }

    @Test
    void each_mistake_is_reported_with_its_place() throws IOException {
        read("api.yaml", """
                name: other
                base_url: http://user:pw@api.example.com
                auth_type: bearer
                max_retires: 3
                max_retries: 0
                timeout_seconds: 0
                headers: { "X Y": 1 }
                circuit_breaker: { failure_rate_threshold: 101 }
                """);

        assertThat(problems.found())
                .extracting(problem ->
                        problem.toString().substring(folder.toString().length() + 1))
                .containsExactlyInAnyOrder(
                        "api.yaml:1: the connection is called 'other', but the file's name says 'api'. Both must agree",
                        "api.yaml:2: base_url must not hold a user or password. Use auth_type: basic with auth_token",
                        "api.yaml:3: auth_type bearer needs an auth_token, or an auth_token_file",
                        "api.yaml:4: unknown field 'max_retires'. Did you mean 'max_retries'?",
                        "api.yaml:5: max_retries must be at least 1, but was 0",
                        "api.yaml:6: timeout_seconds must be more than 0",
                        "api.yaml:7: 'X Y' is no HTTP header, or its value has a line break",
                        "api.yaml:8: failure_rate_threshold is at most 100 (percent)");
    }

    @Test
    void credentials_over_plain_http_are_refused_beyond_loopback() throws IOException {
        read("connections.yaml", """
                connections:
                  near: { base_url: "http://localhost:9", auth_type: bearer, auth_token: t }
                  far:
                    base_url: http://api.example.com
                    headers: { Authorization: Basic dTpw }
                """);

        assertThat(problems.found())
                .singleElement()
                .asString()
                .endsWith(
                        "connections.yaml:4: base_url is plain http, and credentials would be readable on the way. Use"
                                + " https, or set allow_insecure: true");
    }

    @Test
    void an_unset_variable_is_reported() throws IOException {
        read("api.yaml", "base_url: https://a.example.com\nauth_type: bearer\nauth_token: ${NOT_SET}\n");

        assertThat(problems.found())
                .singleElement()
                .asString()
                .contains("api.yaml:3: the variable 'NOT_SET' is not set");
    }

    @Test
    void a_name_that_two_files_define_is_reported() throws IOException {
        Files.writeString(folder.resolve("api.yaml"), "base_url: https://a.example.com");
        read("connections.yaml", "connections: { api: { base_url: 'https://b.example.com' } }");

        assertThat(problems.found())
                .singleElement()
                .asString()
                .contains("the connection 'api' is defined already, at ")
                .endsWith("api.yaml:1");
    }

    private Map<String, ConnectionConfig> read(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        Variables variables = Variables.of(Map.of("API_KEY", "s3cret", "EXTERNAL_TOKEN", "t"));
        List<Path> places = List.of(folder, folder.resolve("absent.yaml"));
        ReadConnections read = ConnectionFiles.read(new ConnectionSources(folder, places, List.of(), variables));
        read.problems().forEach(problem -> problems.add(problem.where(), problem.message()));
        return read.configs();
    }
}
