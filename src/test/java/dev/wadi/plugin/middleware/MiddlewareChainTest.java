package dev.wadi.plugin.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.FakeMiddleware;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiddlewareChainTest {

    private static final HttpRequest REQUEST =
            new HttpRequest(HttpRequest.Side.OUTBOUND, "api", "GET", "/a?b=c", Map.of(), new byte[0]);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PluginThreads threads = new PluginThreads();
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), meters);
    private final MiddlewareChain chain =
            new MiddlewareChain(extensions, threads.passage(Duration.ofSeconds(10), meters));
    private final Ownership owner = new Ownership("guard");
    private final List<String> steps = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.close();
    }

    private void bind(MiddlewareChain to, FakeMiddleware... middleware) {
        for (FakeMiddleware one : middleware) {
            to.bind(one, owner);
        }
    }

    private FakeMiddleware told(String name, int priority) {
        return new FakeMiddleware(name, priority, (request, next) -> {
            steps.add(name + " before");
            return next.proceed(request.withHeader(name, "sent")).thenApply(answer -> {
                steps.add(name + " after");
                return answer.withHeader(name, "answered");
            });
        });
    }

    private CompletableFuture<HttpAnswer> called(HttpRequest request) {
        steps.add("called " + request.headers());
        return CompletableFuture.completedFuture(HttpAnswer.text(200, "ok"));
    }

    private HttpAnswer pass(MiddlewareChain through) {
        return through.pass(REQUEST, this::called)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private double failures() {
        return meters.counter("plugin.middleware.failures", "plugin", "guard").count();
    }

    /** In the original the order was upside down: the lowest priority was innermost. */
    @Test
    void the_lowest_priority_is_outermost_whatever_the_order_of_binding() {
        bind(chain, told("b", 10), told("d", 200), told("c", 10), told("a", -1));

        HttpAnswer answer = pass(chain);

        assertThat(steps)
                .containsExactly(
                        "a before",
                        "b before",
                        "c before",
                        "d before",
                        "called {a=sent, b=sent, c=sent, d=sent}",
                        "d after",
                        "c after",
                        "b after",
                        "a after");
        assertThat(answer.headers()).containsKeys("a", "b", "c", "d");
    }

    /** In the original, middleware stayed in the chain after its plugin was unloaded. */
    @Test
    void middleware_leaves_the_chain_with_its_plugin() {
        bind(chain, told("a", 1));
        assertThat(chain.isEmpty(HttpRequest.Side.OUTBOUND)).isFalse();

        owner.close();
        pass(chain);

        assertThat(chain.isEmpty(HttpRequest.Side.OUTBOUND)).isTrue();
        assertThat(steps).containsExactly("called {}");
    }

    @Test
    void middleware_can_answer_itself() {
        bind(
                chain,
                told("a", 1),
                new FakeMiddleware(
                        "b", 2, (request, next) -> CompletableFuture.completedFuture(HttpAnswer.text(401, "no"))),
                told("c", 3));

        assertThat(pass(chain).status()).isEqualTo(401);
        assertThat(steps).containsExactly("a before", "a after");
    }

    @Test
    void what_fails_before_it_goes_on_is_left_out() {
        try (CapturedLog log = new CapturedLog()) {
            bind(
                    chain,
                    told("a", 1),
                    new FakeMiddleware("b", 2, (request, next) -> {
                        throw new IllegalStateException("no luck");
                    }),
                    new FakeMiddleware("c", 3, (request, next) -> null),
                    new FakeMiddleware(
                            "d", 4, (request, next) -> CompletableFuture.failedFuture(new Exception("later"))),
                    told("e", 5));

            assertThat(pass(chain).text()).isEqualTo("ok");
            assertThat(log.warnings())
                    .hasSize(3)
                    .containsOnly("WARN Middleware failed, and the request goes on without it | plugin_name=guard");
        }
        assertThat(steps).contains("a before", "e before", "e after", "a after");
        assertThat(failures()).isEqualTo(3);
    }

    @Test
    void a_request_is_refused_when_what_guards_it_fails() {
        bind(chain, new FakeMiddleware("guard", 1, true, (request, next) -> {
            throw new IllegalStateException("no luck");
        }));

        assertThat(pass(chain).status()).isEqualTo(500);
        assertThat(steps).isEmpty();
    }

    /** Else a reload of the plugin that checks tokens would let in, for a moment, whoever comes. */
    @Test
    void nothing_gets_past_the_place_of_a_guard_while_it_is_reloaded() {
        FakeMiddleware guard = new FakeMiddleware(
                "guard", 1, true, (request, next) -> CompletableFuture.completedFuture(HttpAnswer.text(401, "no")));
        bind(chain, guard);
        owner.close();

        CompletableFuture<HttpAnswer> answer = chain.pass(REQUEST, this::called).toCompletableFuture();
        assertThat(chain.isEmpty(HttpRequest.Side.OUTBOUND)).isFalse();
        assertThat(answer).isNotDone();
        chain.bind(guard, new Ownership("guard"));

        assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(401);
        assertThat(steps).isEmpty();
    }

    @Test
    void a_guard_that_does_not_come_back_is_not_waited_for_longer_than_a_middleware_may_take() {
        MiddlewareChain impatient = new MiddlewareChain(extensions, threads.passage(Duration.ofMillis(50), meters));
        bind(impatient, new FakeMiddleware("guard", 1, true, (request, next) -> next.proceed(request)));
        owner.close();

        assertThat(pass(impatient).text()).isEqualTo("ok");
        assertThat(impatient.isEmpty(HttpRequest.Side.OUTBOUND)).isTrue();
    }

    @Test
    void what_fails_after_it_went_on_changes_nothing() {
        bind(
                chain,
                new FakeMiddleware(
                        "a", 1, true, (request, next) -> next.proceed(request).thenApply(answer -> {
                            throw new IllegalStateException("no luck");
                        })),
                new FakeMiddleware("b", 2, true, (request, next) -> {
                    next.proceed(request).toCompletableFuture().join();
                    return null;
                }));

        assertThat(pass(chain).text()).isEqualTo("ok");
        assertThat(steps).containsExactly("called {}");
        assertThat(failures()).isEqualTo(2);
    }

    @Test
    void a_request_goes_on_only_once() {
        bind(chain, new FakeMiddleware("a", 1, (request, next) -> {
            next.proceed(request).toCompletableFuture().join();
            return next.proceed(request);
        }));

        assertThat(pass(chain).text()).isEqualTo("ok");
        assertThat(steps).containsExactly("called {}");
    }

    /** Else a record would count as delivered whose call is still under way. */
    @Test
    void an_answer_that_comes_before_that_of_the_call_does_not_count() {
        CompletableFuture<HttpAnswer> underWay = new CompletableFuture<>();
        bind(chain, new FakeMiddleware("a", 1, (request, next) -> {
            var unused = next.proceed(request);
            return CompletableFuture.completedFuture(HttpAnswer.text(200, "early"));
        }));

        CompletableFuture<HttpAnswer> answer =
                chain.pass(REQUEST, request -> underWay).toCompletableFuture();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> failures() == 1);
        assertThat(answer).isNotDone();
        underWay.complete(HttpAnswer.text(200, "ok"));

        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join().text()).isEqualTo("ok");
    }

    @Test
    void the_failure_of_the_call_comes_out_as_it_is_and_is_no_failure_of_the_middleware() {
        IllegalStateException broken = new IllegalStateException("broken");
        bind(chain, told("a", 1), told("b", 2));

        CompletableFuture<HttpAnswer> answer = chain.pass(REQUEST, request -> CompletableFuture.failedFuture(broken))
                .toCompletableFuture();

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCause(broken);
        assertThat(answer.exceptionNow()).isSameAs(broken).isNotInstanceOf(CompletionException.class);
        assertThat(failures()).isZero();
    }

    @Test
    void middleware_that_hangs_delays_a_request_by_its_time_limit_and_then_is_passed_by() {
        MiddlewareChain impatient = new MiddlewareChain(extensions, threads.passage(Duration.ofMillis(50), meters));
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        bind(impatient, new FakeMiddleware("a", 1, (request, next) -> {
            asked.incrementAndGet();
            leave.await();
            return next.proceed(request);
        }));

        IntStream.range(0, Link.MAX_HANGING + 4)
                .forEach(number -> assertThat(pass(impatient).text()).isEqualTo("ok"));

        assertThat(asked).hasValue(Link.MAX_HANGING);
        assertThat(failures()).isEqualTo(Link.MAX_HANGING + 4);
        leave.countDown();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> pass(impatient) != null && asked.get() > Link.MAX_HANGING);
        assertThat(steps).hasSizeGreaterThanOrEqualTo(Link.MAX_HANGING + 4);
    }

    @Test
    void an_answer_that_middleware_keeps_to_itself_is_given_without_it() {
        MiddlewareChain impatient = new MiddlewareChain(extensions, threads.passage(Duration.ofMillis(50), meters));
        bind(impatient, new FakeMiddleware("a", 1, (request, next) -> next.proceed(request)
                .thenCompose(answer -> new CompletableFuture<>())));

        assertThat(pass(impatient).text()).isEqualTo("ok");
        assertThat(failures()).isEqualTo(1);
    }

    /** In the original, the points for requests and answers were declared and never called. */
    @Test
    void the_extension_points_stand_before_and_after_all_middleware() {
        ExtensionPoints points = extensions.forPlugin(owner);
        points.register(ExtensionPoints.MIDDLEWARE_PRE_REQUEST, 1, value -> {
            steps.add("pre_request");
            return ((HttpRequest) value).withHeader("pre", "1");
        });
        points.register(ExtensionPoints.MIDDLEWARE_POST_RESPONSE, 1, value -> {
            steps.add("post_response");
            return ((HttpAnswer) value).withHeader("post", "1");
        });
        assertThat(chain.isEmpty(HttpRequest.Side.INBOUND)).isFalse();
        bind(chain, told("a", 1));

        assertThat(pass(chain).header("post")).contains("1");
        assertThat(steps)
                .containsExactly("pre_request", "a before", "called {a=sent, pre=1}", "a after", "post_response");
    }

    @Test
    void a_request_passes_only_what_is_for_its_side() {
        Next last = this::called;
        bind(chain, told("a", 1));
        chain.bind(new InboundOnly(told("b", 2)), owner);

        chain.pass(REQUEST, last)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        assertThat(steps).containsExactly("a before", "called {a=sent}", "a after");
    }
}
