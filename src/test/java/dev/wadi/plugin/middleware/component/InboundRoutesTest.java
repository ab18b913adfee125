package dev.wadi.plugin.middleware.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeMiddleware;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.middleware.InboundMiddleware;
import dev.wadi.plugin.middleware.MiddlewareChain;
import dev.wadi.plugin.middleware.PassageEnvironment;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Middleware before a route of camel-main's HTTP server, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboundRoutesTest {

    private static final String ROUTES = """
            - route:
                id: claims
                from:
                  uri: platform-http:/claims
                  steps:
                    - to: "mock:seen"
                    - setBody: { simple: "${body}, said ${header.X-User}" }
                    - removeHeaders: { pattern: "*" }
                    - setHeader: { name: X-Route, constant: claims }
            - route:
                id: broken
                from:
                  uri: platform-http:/broken
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: no luck }
            """;

    private final int port = FreePorts.next();
    private final Main camel = new Main();
    private final PluginThreads threads = new PluginThreads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PassageEnvironment passage = threads.passage(Duration.ofMillis(300), meters);
    private final EventHub hub = new EventHub(threads.executor(), meters, Clock.systemUTC());
    private final MiddlewareChain chain = new MiddlewareChain(new ExtensionHub(threads.executor(), meters), passage);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init")
    private Ownership owner;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path routes = Files.writeString(folder.resolve("claims.camel.yaml"), ROUTES);
        camel.configure().withRoutesIncludePattern("file:" + routes);
        camel.addProperty("camel.server.enabled", "true");
        camel.addProperty("camel.server.host", "127.0.0.1");
        camel.addProperty("camel.server.port", String.valueOf(port));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                new HttpEntrance(configured.getCamelContext()).guardWith(new InboundMiddleware(chain, passage, hub));
            }
        });
        camel.start();
    }

    @AfterAll
    void stop() {
        client.close();
        camel.stop();
        threads.close();
    }

    @BeforeEach
    void come() {
        owner = new Ownership("guard");
        route().reset();
    }

    @AfterEach
    void go() {
        owner.close();
    }

    private MockEndpoint route() {
        return camel.getCamelContext().getEndpoint("mock:seen", MockEndpoint.class);
    }

    private void bind(FakeMiddleware.Work work) {
        bind(false, work);
    }

    private void bind(boolean guards, FakeMiddleware.Work work) {
        chain.bind(new FakeMiddleware("guard", 1, guards, work), owner);
    }

    private HttpResponse<String> post(String path, String... headers) throws IOException, InterruptedException {
        java.net.http.HttpRequest.Builder request = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("a claim"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_server_s_port_is_known() {
        assertThat(new HttpEntrance(camel.getCamelContext()).port()).hasValue(port);
    }

    @Test
    void without_middleware_a_request_goes_straight_to_its_route() throws Exception {
        assertThat(post("/claims", "X-User", "ann").body()).isEqualTo("a claim, said ann");
    }

    @Test
    void what_middleware_sets_reaches_the_route_and_what_it_answers_with_reaches_the_caller() throws Exception {
        List<HttpRequest> seen = new CopyOnWriteArrayList<>();
        bind((request, next) -> {
            seen.add(request);
            return next.proceed(request.withHeader("X-User", "bob"))
                    .thenApply(answer ->
                            answer.withHeader("X-Seen", answer.header("X-Route").orElse("")));
        });

        HttpResponse<String> answer = post("/claims?a=b", "X-User", "ann", "Authorization", "Bearer t");

        assertThat(answer.body()).isEqualTo("a claim, said bob");
        assertThat(answer.headers().firstValue("X-Seen")).contains("claims");
        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.side()).isEqualTo(HttpRequest.Side.INBOUND);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/claims?a=b");
            assertThat(request.target()).isEqualTo("127.0.0.1:" + port);
            assertThat(request.header("authorization")).contains("Bearer t");
        });
    }

    /** What the original's token plugin refused was let in all the same. */
    @Test
    void a_route_never_sees_what_middleware_refuses() throws Exception {
        bind((request, next) -> request.header("Authorization").isPresent()
                ? next.proceed(request)
                : CompletableFuture.completedFuture(
                        HttpAnswer.text(401, "Who are you?").withHeader("WWW-Authenticate", "Bearer")));

        HttpResponse<String> refused = post("/claims");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("Who are you?");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(route().getReceivedCounter()).isZero();
        assertThat(post("/claims", "Authorization", "Bearer t").statusCode()).isEqualTo(200);
    }

    @Test
    void a_guard_that_fails_or_hangs_refuses_and_another_middleware_does_not() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        bind((request, next) -> {
            leave.await();
            return next.proceed(request);
        });
        assertThat(post("/claims").statusCode()).isEqualTo(200);

        bind(true, (request, next) -> {
            throw new IllegalStateException("no luck");
        });
        assertThat(post("/claims").statusCode()).isEqualTo(500);
        assertThat(route().getReceivedCounter()).isEqualTo(1);
        leave.countDown();
    }

    @Test
    void middleware_that_hangs_with_the_answer_holds_it_up_no_longer_than_its_time_limit() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        bind((request, next) -> next.proceed(request).thenApply(answer -> {
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer.withHeader("X-Late", "1");
        }));

        HttpResponse<String> answer = post("/claims", "X-User", "ann");

        assertThat(answer.body()).isEqualTo("a claim, said ann");
        assertThat(answer.headers().firstValue("X-Late")).isEmpty();
        leave.countDown();
    }

    /**
     * With Camel 4.18.0, what came in the query or a header could redirect a route's producers: {@code
     * kafka.OVERRIDE_TOPIC} was let in.
     */
    @Test
    void nothing_that_comes_in_steers_camel_nor_does_what_middleware_sets() throws Exception {
        bind((request, next) -> next.proceed(request.withHeader("CamelHttpUri", "http://elsewhere.example")
                .withHeader("kafka.OVERRIDE_TOPIC", "elsewhere")
                .withHeader("Content-Length", "3")));
        route().expectedMessageCount(1);

        HttpResponse<String> answer = post(
                "/claims?kafka.OVERRIDE_TOPIC=q&CamelHttpUri=q&camelFileName=q&ok=1",
                "KAFKA.override_topic",
                "h",
                "CAMELHttpPath",
                "h",
                "org.apache.camel.x",
                "h");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(route().getReceivedExchanges().getFirst().getMessage().getHeaders())
                .containsEntry("ok", "1")
                .doesNotContainEntry("CamelHttpUri", "http://elsewhere.example")
                .allSatisfy((name, value) ->
                        assertThat(List.of("elsewhere", "q", "h", "3")).doesNotContain(String.valueOf(value)));
    }

    @Test
    void tells_the_bus_how_each_request_ended() throws Exception {
        List<PluginEvent> heard = new CopyOnWriteArrayList<>();
        // The last request of the test before may end just now: its caller has the answer a moment earlier.
        hub.forPlugin(owner).subscribe("request.*", event -> {
            if (event.correlationId().startsWith("c-7")) {
                heard.add(event);
            }
        });

        post("/claims?token=s3cret", "X-Correlation-ID", "c-7");
        post("/broken", "X-Correlation-ID", "c-7b");
        post("/nowhere", "X-Correlation-ID", "c-7c");

        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(heard)
                .hasSize(3));
        assertThat(heard)
                .extracting(PluginEvent::type, event -> event.data().get("path"), event -> event.data()
                        .get("status"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("request.completed", "/claims", 200),
                        org.assertj.core.groups.Tuple.tuple("request.failed", "/broken", 500),
                        org.assertj.core.groups.Tuple.tuple("request.completed", "/nowhere", 404));
        assertThat(heard.getFirst().correlationId()).isEqualTo("c-7");
        assertThat(heard.getFirst().data()).containsOnlyKeys("side", "method", "path", "status", "processing_time");
        assertThat(heard.get(1).data()).containsEntry("error", "answered 500");
        assertThat(heard.toString()).doesNotContain("s3cret");
    }

    @Test
    void the_shipped_token_plugin_refuses_who_has_no_token(@TempDir Path plugins) throws Exception {
        MiddlewarePlugin jwt = (MiddlewarePlugin)
                new PluginFolder(plugins, "jwt_authentication").load("jwt_secret: 0123456789abcdef0123456789abcdef\n");
        jwt.onLoad(PluginEnvironment.alone("jwt_authentication"));
        chain.bind(jwt, owner);

        HttpResponse<String> refused = post("/claims", "Authorization", "Bearer nonsense");

        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(401);
        assertThat(route().getReceivedCounter()).isZero();
    }

    @Test
    void many_requests_at_once_pass_and_each_gets_its_own_answer() {
        bind((request, next) -> next.proceed(request)
                .thenApply(answer ->
                        answer.withHeader("X-Echo", request.header("X-User").orElse(""))));

        List<CompletableFuture<HttpResponse<String>>> answers = java.util.stream.IntStream.range(0, 200)
                .mapToObj(number -> client.sendAsync(
                        java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/claims"))
                                .header("X-User", "u" + number)
                                .timeout(Duration.ofSeconds(60))
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x".repeat(20_000)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        for (int number = 0; number < answers.size(); number++) {
            HttpResponse<String> answer = answers.get(number).join();
            assertThat(answer.body()).endsWith(", said u" + number);
            assertThat(answer.headers().firstValue("X-Echo")).contains("u" + number);
        }
    }
}
