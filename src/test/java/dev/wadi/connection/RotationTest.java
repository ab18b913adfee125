package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.fake.CapturedLog;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections whose files change while they are used. */
final class RotationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = new ScriptedServer();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Path home;
    private ConfiguredConnections connections = new ConfiguredConnections(List.of(), vertx, true);

    RotationTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(home.resolve("connections"));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void load() {
        connections.close();
        Problems problems = new Problems();
        connections = ConfiguredConnections.load(
                new ConnectionSources(
                        home, List.of(home.resolve("connections")), List.of(), new Variables(variables::get)),
                problems,
                vertx,
                true);
        open.add(connections);
        assertThat(problems.found()).isEmpty();
    }

    private void watch() {
        open.add(connections.watch());
    }

    /** As careful programs write: the file is never half there. */
    private void write(String file, String text) throws IOException {
        Path target = home.resolve(file);
        Path draft = Files.writeString(target.resolveSibling(".draft"), text);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String yaml(String more) {
        return "base_url: " + server.url() + "\nallow_private: true\nretry_backoff_base: 0.01\n" + more;
    }

    private String sentToken(String name) {
        int before = server.received().size();
        CalledServer.call(connections.get(name, "test"), CalledServer.post(null));
        return server.received().get(before).headers().getOrDefault("authorization", "nothing");
    }

    @Test
    void a_token_from_a_file_rotates_without_a_restart() throws IOException {
        write("token", "one\n");
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token_file: token"));
        load();
        watch();
        ConnectionClient client = connections.get("api", "test");
        assertThat(sentToken("api")).isEqualTo("Bearer one");

        write("token", "\n two \n");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer two"));
        assertThat(connections.get("api", "test"))
                .as("callers hold the same object")
                .isSameAs(client);
    }

    @Test
    void a_refused_token_is_read_anew_at_once_and_the_call_repeated() throws IOException {
        variables.put("API_TOKEN", "one");
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: ${API_TOKEN}"));
        load(); // nobody watches
        variables.put("API_TOKEN", "two");
        server.answers(request -> request.response()
                .setStatusCode("Bearer two".equals(request.getHeader("Authorization")) ? 200 : 401)
                .end("{}"));

        CalledServer.call(connections.get("api", "test"), CalledServer.post(null));

        assertThat(server.received())
                .extracting(received -> received.headers().get("authorization"))
                .containsExactly("Bearer one", "Bearer two");
    }

    @Test
    void a_client_s_secret_that_is_refused_is_read_anew_too() throws IOException {
        variables.put("CLIENT_SECRET", "one");
        write("connections/api.yaml", yaml("""
                auth_type: oauth2
                oauth2_client_id: wadi
                oauth2_client_secret: ${CLIENT_SECRET}
                oauth2_client_auth: post
                oauth2_token_url: %s/token
                """.formatted(server.url())));
        load(); // nobody watches
        variables.put("CLIENT_SECRET", "two");
        server.answers(400, "{\"error\":\"invalid_client\"}")
                .answers(200, "{\"access_token\":\"t1\"}")
                .answers(200, "{}");

        CalledServer.call(connections.get("api", "test"), CalledServer.post(null));

        assertThat(server.received())
                .extracting(received -> received.uri() + " " + received.body())
                .containsExactly(
                        "/token grant_type=client_credentials&client_id=wadi&client_secret=one",
                        "/token grant_type=client_credentials&client_id=wadi&client_secret=two",
                        "/a {}");
    }

    @Test
    void variables_that_are_known_later_are_asked_for_later() throws IOException {
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: ${VAULT_TOKEN:-later}"));
        load();
        connections.findVariablesIn(Map.of("VAULT_TOKEN", "from the vault")::get);
        watch();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer from the vault"));
    }

    @Test
    void a_refused_token_that_is_still_the_same_is_not_sent_again() throws IOException {
        write("connections/api.yaml", yaml("auth_type: api_key\nauth_token: one"));
        load();
        server.answers(401, "");

        Failure failure = CalledServer.failureOf(connections.get("api", "test"), CalledServer.post("key"));

        assertThat(failure.family()).isEqualTo(FailureFamily.AUTH);
        assertThat(server.received()).hasSize(1);
    }

    /** The server takes each token and the one before, as servers do whose tokens rotate. */
    @Test
    void no_call_fails_while_tokens_rotate_under_load() throws Exception {
        write("token", "0");
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token_file: token"));
        load();
        watch();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        server.answers(request -> {
            seen.add(String.valueOf(request.getHeader("Authorization")));
            request.response().end("{}");
        });
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        ConnectionClient client = connections.get("api", "test");
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            loops.add(CompletableFuture.runAsync(
                    () -> {
                        while (!over.get()) {
                            try {
                                CalledServer.call(client, CalledServer.post(null));
                                answered.incrementAndGet();
                            } catch (RuntimeException e) {
                                failures.add(e);
                            }
                        }
                    },
                    task -> Thread.ofVirtual().start(task)));
        }

        for (int token = 1; token <= 5; token++) {
            write("token", String.valueOf(token));
            String expected = "Bearer " + token;
            await().atMost(LIMIT).until(() -> seen.contains(expected));
        }
        over.set(true);
        CompletableFuture.allOf(loops.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(failures).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
    }

    @Test
    void calls_under_way_end_by_the_configuration_they_began_with() throws IOException {
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: one"));
        load();
        watch();
        CompletableFuture<Runnable> asked = new CompletableFuture<>();
        server.answers(request -> asked.complete(() -> request.response().end("{\"late\":1}")));
        ConnectionClient client = connections.get("api", "test");
        CompletableFuture<ConnectionResponse> call =
                client.call(CalledServer.post(null)).toCompletableFuture();
        Runnable answer = asked.orTimeout(30, TimeUnit.SECONDS).join();
        server.answers(200, "{}");

        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: two"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer two"));
        assertThat(call).isNotDone();
        answer.run();

        assertThat(call.orTimeout(30, TimeUnit.SECONDS).join().text()).isEqualTo("{\"late\":1}");
    }

    @Test
    void a_broken_file_keeps_its_connections_says_so_once_and_holds_up_no_other() throws IOException {
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: one"));
        write("connections/other.yaml", yaml("auth_type: bearer\nauth_token: first"));
        load();
        try (CapturedLog log = new CapturedLog()) {
            watch();
            write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: ${CANARY_UNSET}\nmax_retries: none"));
            write("connections/other.yaml", yaml("auth_type: bearer\nauth_token: second"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(sentToken("other")).isEqualTo("Bearer second"));
            assertThat(sentToken("api")).isEqualTo("Bearer one");

            write("connections/api.yaml", "base_url: [");
            write("connections/other.yaml", yaml("auth_type: bearer\nauth_token: third"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(sentToken("other")).isEqualTo("Bearer third"));
            assertThat(sentToken("api")).isEqualTo("Bearer one");

            List<String> warnings = log.warnings();
            assertThat(warnings).hasSize(2);
            assertThat(warnings.getFirst())
                    .contains("api.yaml:5: the variable 'CANARY_UNSET' is not set")
                    .contains("api.yaml:6: max_retries must be a whole number, but was 'none'");
            assertThat(warnings.get(1)).contains("api.yaml:").contains("is not valid YAML");

            write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: four"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer four"));
        }
    }

    @Test
    void a_token_file_that_goes_away_keeps_the_last_token() throws IOException {
        write("token", "one");
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token_file: token"));
        load();
        try (CapturedLog log = new CapturedLog()) {
            watch();
            Files.delete(home.resolve("token"));
            await().atMost(LIMIT).until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings().getFirst()).contains("api.yaml:5: auth_token_file names no file.");
            assertThat(sentToken("api")).isEqualTo("Bearer one");

            write("token", "two");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer two"));
        }
    }

    @Test
    void a_connection_that_somebody_uses_is_not_taken_away() throws IOException {
        write("connections/used.yaml", yaml(""));
        write("connections/idle.yaml", yaml(""));
        load();
        ConnectionClient used = connections.get("used", "routes/a.camel.yaml:7");
        try (CapturedLog log = new CapturedLog()) {
            watch();
            Files.delete(home.resolve("connections/used.yaml"));
            Files.delete(home.resolve("connections/idle.yaml"));

            await().atMost(LIMIT).until(() -> !connections.names().contains("idle"));

            assertThat(connections.names()).containsExactly("used");
            await().atMost(LIMIT).until(() -> !log.warnings().isEmpty());
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("used.yaml: the connection 'used' is gone, but routes/a.camel.yaml:7 uses it. It stays as"
                            + " it was until the next start");
        }
        assertThat(CalledServer.call(used, CalledServer.post(null)).status()).isEqualTo(204);
        assertThatThrownBy(() -> connections.get("idle", "test"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no connection named 'idle'");
    }

    @Test
    void a_new_connection_can_be_had_once_its_file_is_there() throws IOException {
        load();
        watch();

        write("connections/late.yaml", yaml("auth_type: bearer\nauth_token: late"));

        await().atMost(LIMIT).until(() -> connections.names().contains("late"));
        assertThat(sentToken("late")).isEqualTo("Bearer late");
    }

    @Test
    void the_breaker_stays_the_same_object_unless_it_is_to_open_otherwise() throws IOException {
        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: one"));
        load();
        Map<String, CircuitBreaker> bound = new HashMap<>();
        connections.giveBreakers(bound::put);
        CircuitBreaker first = requireNonNull(bound.get("api"));
        watch();

        write("connections/api.yaml", yaml("auth_type: bearer\nauth_token: two"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer two"));
        assertThat(bound.get("api")).isSameAs(first);
        assertThat(first.getMetrics().getNumberOfBufferedCalls()).isPositive();

        write(
                "connections/api.yaml",
                yaml("auth_type: bearer\nauth_token: three\ncircuit_breaker: { sliding_window_size: 7 }"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentToken("api")).isEqualTo("Bearer three"));
        assertThat(bound.get("api")).isNotSameAs(first);
        assertThat(requireNonNull(bound.get("api")).getCircuitBreakerConfig().getSlidingWindowSize())
                .isEqualTo(7);
    }
}
