package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void the_breaker_opens_and_lets_nothing_through() {
        api.server.answers(503, "");
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMinutes(5)));
        CalledServer.failureOf(client, CalledServer.post(null));
        CalledServer.failureOf(client, CalledServer.post(null));

        Failure failure = CalledServer.failureOf(client, CalledServer.post(null));

        assertThat(failure)
                .hasMessage(
                        "connection api: POST " + api.server.url() + "/a was not tried: the circuit breaker is open")
                .extracting(Failure::family, Failure::attempts)
                .containsExactly(FailureFamily.CIRCUIT_OPEN, 0);
        assertThat(api.server.received()).hasSize(2);
    }

    @Test
    void the_breaker_closes_by_itself_once_the_endpoint_is_back() {
        api.server.answers(503, "").answers(503, "").answers(200, "{}");
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMillis(50)));
        CalledServer.failureOf(client, CalledServer.post(null));
        CalledServer.failureOf(client, CalledServer.post(null));
        CircuitBreaker breaker = api.breaker();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> breaker.getState() == CircuitBreaker.State.HALF_OPEN);

        CalledServer.call(client, CalledServer.post(null));
        CalledServer.call(client, CalledServer.post(null));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** An answer that blames the payload shows that the endpoint lives: half open can't be wedged by such answers. */
    @Test
    void permanent_errors_never_open_the_breaker_and_close_a_half_open_one() {
        api.server.answers(404, "");
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMinutes(5)));
        for (int i = 0; i < 5; i++) {
            CalledServer.failureOf(client, CalledServer.post(null));
        }
        CircuitBreaker breaker = api.breaker();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        CalledServer.failureOf(client, CalledServer.post(null));
        CalledServer.failureOf(client, CalledServer.post(null));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void a_call_past_the_breaker_is_not_counted() {
        api.server.answers(503, "");
        ConnectionClient client =
                api.client(api.withBreaker(Duration.ofMinutes(5))).with(new CallOptions(false, null, null));
        for (int i = 0; i < 4; i++) {
            assertThat(CalledServer.failureOf(client, CalledServer.post(null)).family())
                    .isEqualTo(FailureFamily.TRANSIENT);
        }

        assertThat(api.breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    /** Of calls that say nothing of the endpoint, three used up a half-open breaker's trials, and it stayed so for ever. */
    @Test
    void half_open_is_not_wedged_by_calls_that_never_got_there() throws IOException {
        api.server.answers(200, "{}");
        AtomicReference<String> address = new AtomicReference<>("169.254.169.254");
        ConnectionConfig config = api.withBreaker(Duration.ofMinutes(5));
        ConnectionClient client = api.client(config, host -> List.of(InetAddress.getByName(address.get())));
        CircuitBreaker breaker = api.breaker();
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        for (int i = 0; i < 5; i++) {
            assertThat(CalledServer.failureOf(client, CalledServer.post(null)).family())
                    .isEqualTo(FailureFamily.PAYLOAD);
        }
        assertThat(CalledServer.failureOf(client, CalledServer.post("line\nbreak"))
                        .family())
                .isEqualTo(FailureFamily.PAYLOAD);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        address.set("127.0.0.1");
        CalledServer.call(client, CalledServer.post(null));
        CalledServer.call(client, CalledServer.post(null));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void a_connection_that_is_closed_gives_its_breakers_permits_back() {
        api.server.isSilent();
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMinutes(5)));
        CircuitBreaker breaker = api.breaker();
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        var first = client.call(CalledServer.post(null)).toCompletableFuture();
        var second = client.call(CalledServer.post(null)).toCompletableFuture();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> api.server.received().size() == 2);
        assertThat(breaker.tryAcquirePermission()).isFalse();

        api.close();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.tryAcquirePermission()).isTrue();
    }

    @Test
    void slow_calls_open_it_where_that_is_configured() {
        api.server.answers(200, "{}");
        BreakerPolicy policy = new BreakerPolicy(
                50, 2, 2, Duration.ofMinutes(5), 2, new BreakerPolicy.SlowCalls(Duration.ofNanos(1), 100));
        ConnectionClient client =
                api.client(api.plain().withCalls(api.plain().calls().withBreaker(policy)));

        CalledServer.call(client, CalledServer.get("/a"));
        CalledServer.call(client, CalledServer.get("/a"));

        assertThat(api.breaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    /** Each that waited before and gave up used to let one trial more through. */
    @Test
    void a_call_from_before_gives_a_half_open_breaker_no_further_trial() {
        api.server.isSilent();
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMinutes(5)));
        CircuitBreaker breaker = api.breaker();
        List<CompletionStage<ConnectionResponse>> before = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            before.add(client.call(CalledServer.post(null)));
        }
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        api.close();

        assertThat(before).allSatisfy(call -> assertThat(call).isCompletedExceptionally());
        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.tryAcquirePermission()).isFalse();
    }

    @Test
    void the_end_of_a_call_from_before_is_no_trial() {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        api.server.answers(held::add);
        ConnectionClient client = api.client(api.withBreaker(Duration.ofMinutes(5)));
        CircuitBreaker breaker = api.breaker();
        var first = client.call(CalledServer.post(null)).toCompletableFuture();
        var second = client.call(CalledServer.post(null)).toCompletableFuture();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> held.size() == 2);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        held.forEach(request -> request.response().setStatusCode(503).end());

        assertThat(first).failsWithin(Duration.ofSeconds(10));
        assertThat(second).failsWithin(Duration.ofSeconds(10));
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }
}
